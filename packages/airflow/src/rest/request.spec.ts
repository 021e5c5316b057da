import { serve, type Served } from '../testing/serve';
import {
  AirflowNotFoundError,
  AirflowRefusedError,
  AirflowRequestError,
  AirflowUnauthorizedError,
  AirflowUnreachableError,
} from './errors';
import { request } from './request';

describe('request', () => {
  let served: Served | undefined;
  afterEach(async () => {
    await served?.close();
    served = undefined;
  });

  it.each([
    [400, { detail: "'x' is not of type 'number'" }, AirflowRefusedError, "'x' is not of type 'number'"],
    [422, { detail: [{ loc: ['body'], msg: 'Field required' }] }, AirflowRefusedError, 'Field required'],
    [401, { title: 'Unauthorized' }, AirflowUnauthorizedError, 'Unauthorized'],
    [403, { detail: 'Forbidden' }, AirflowUnauthorizedError, 'Forbidden'],
    [404, { detail: 'DAG not found' }, AirflowNotFoundError, 'DAG not found'],
    [409, { detail: 'Run exists' }, AirflowRequestError, 'status 409: Run exists'],
    [500, '<html>Ooops</html>', AirflowRequestError, '<html>Ooops</html>'],
  ])('gives status %i as an error with what Airflow said', async (status, body, kind, message) => {
    served = await serve((_, response) => {
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    const answer = request(`${served.url}/api/v2/dags`);
    await expect(answer).rejects.toThrow(kind);
    await expect(answer).rejects.toThrow(message);
    await expect(answer).rejects.toThrow('GET /api/v2/dags');
  });

  it.each([
    ['GET', 1, 'it is well', ['GET /x', 'GET /x']],
    ['POST', 1, 'status 503: starting', ['POST /x']],
  ] as const)('%s that fails %i times: %s', async (method, failures, result, requests) => {
    let left: number = failures;
    served = await serve((_, response) => {
      response.writeHead(left-- > 0 ? 503 : 200).end(left < 0 ? 'it is well' : 'starting');
    });
    const answer = request(`${served.url}/x`, { method }).then(
      (response) => response.text(),
      (error: Error) => error.message,
    );
    expect(await answer).toContain(result);
    expect(served.requests).toEqual(requests);
  });

  it('says when nobody answers', async () => {
    served = await serve(() => {});
    await served.close();
    const answer = request(`${served.url}/health`);
    await expect(answer).rejects.toThrow(AirflowUnreachableError);
    await expect(answer).rejects.toThrow(`Airflow at ${served.url} does not answer: connect ECONNREFUSED`);
  });

  it('sends query and body', async () => {
    let body = '';
    served = await serve((incoming, response) => {
      incoming.on('data', (chunk) => (body += String(chunk)));
      incoming.on('end', () => response.end('{}'));
    });
    await request(`${served.url}/x`, {
      method: 'POST',
      query: { order_by: '-run_after', limit: 1 },
      body: { a: [1, -0] },
    });
    expect(served.requests).toEqual(['POST /x?order_by=-run_after&limit=1']);
    expect(body).toBe('{"a":[1,-0.0]}');
  });
});
