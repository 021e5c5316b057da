import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { recordedTraffic } from '../../testing/recorded-traffic';
import { startHeartbeat, waitMilliseconds } from './heartbeat';
import { ServiceHttp } from './service-http';

let server: Server;
let stop: () => void;
afterEach(async () => {
  stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Starts a heart that beats at once; resolves when the server has answered this many beats. */
async function beats(count: number, answer: (response: ServerResponse, beat: number) => void): Promise<string[]> {
  const requests: string[] = [];
  await new Promise<void>((resolve) => {
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      answer(response, requests.length);
      if (requests.length === count) resolve();
    });
    server.listen(0, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      stop = startHeartbeat(new ServiceHttp({ url, headers: {}, tries: 1 }), '/flows/F/runs/1/heartbeat', 1);
    });
  });
  return requests;
}

test('beats as often as the service says; its 404, and its being away, are harmless', async () => {
  const soon = JSON.stringify(JSON.stringify({ wait_time_in_seconds: 0.01 }));
  const requests = await beats(4, (response, beat) => {
    if (beat === 1) response.writeHead(404).end(soon);
    else if (beat === 2) response.writeHead(500).end('{}');
    else response.end(soon);
  });
  expect(requests).toEqual(Array(4).fill('POST /flows/F/runs/1/heartbeat'));
});

test('a service that knows no heartbeats gets one', async () => {
  const requests = await beats(1, (response) => response.writeHead(404).end('404: Not Found'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(requests).toHaveLength(1);
});

test('says nothing any more once it is stopped, and keeps no process alive', async () => {
  const requests = await beats(1, () => stop());
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(requests).toHaveLength(1);
});

test('every recorded answer to a heartbeat tells when the next one is due', () => {
  server = createServer();
  const answers = recordedTraffic().filter(({ p }) => p.endsWith('/heartbeat'));
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([200, 404]));
  expect(new Set(answers.map(({ resp }) => waitMilliseconds(resp)))).toEqual(new Set([10_000]));
  expect(waitMilliseconds('{"wait_time_in_seconds": 5}')).toBe(5000);
  expect(waitMilliseconds('{"detail": "Not Found"}')).toBeUndefined();
  expect(waitMilliseconds('404: Not Found')).toBeUndefined();
});
