import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceUnauthorizedError, ServiceUnreachableError, UnexpectedAnswerError } from './errors';
import { ServiceHttp } from './service-http';

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function serve(answer: RequestListener, tries = 3): Promise<ServiceHttp> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new ServiceHttp({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, headers: {}, tries });
}

test('status 503 and a lost connection are tried again', async () => {
  let requests = 0;
  const http = await serve((request, response) => {
    requests += 1;
    if (requests === 1) response.writeHead(503).end();
    else if (requests === 2) request.socket.destroy();
    else response.end('{"flow_id": "F"}');
  });
  expect(await http.find('/flows/F')).toEqual({ flow_id: 'F' });
  expect(requests).toBe(3);
});

test('a service that is away is named, with the variable and the reason', async () => {
  const http = await serve((_, response) => response.end(), 1);
  await new Promise((resolve) => server.close(resolve));
  const asked = http.find('/flows');
  await expect(asked).rejects.toThrow(ServiceUnreachableError);
  await expect(asked).rejects.toThrow(/127\.0\.0\.1:\d+ \(METAFLOW_SERVICE_URL\).*ECONNREFUSED/);
});

test('a service that stays unavailable', async () => {
  const http = await serve((_, response) => response.writeHead(503).end(), 2);
  await expect(http.find('/flows')).rejects.toThrow('it is unavailable (status 503), 2 times');
});

test.each([401, 403])('a service that refuses access (%d) is asked once', async (status) => {
  let requests = 0;
  const http = await serve((_, response) => {
    requests += 1;
    response.writeHead(status).end();
  });
  await expect(http.find('/flows')).rejects.toThrow(ServiceUnauthorizedError);
  expect(requests).toBe(1);
});

test.each([
  ['an error', 500, 'x'.repeat(500)],
  ['a page of something else', 200, '<html>'],
])('%s is an unexpected answer, shown with method, path, status and its beginning', async (_, status, body) => {
  const http = await serve((_request, response) => response.writeHead(status).end(body));
  const asked = http.create('/flows/F', {});
  await expect(asked).rejects.toThrow(UnexpectedAnswerError);
  await expect(asked).rejects.toThrow(`answered POST /flows/F with status ${status}: ${body.slice(0, 300)}`);
});
