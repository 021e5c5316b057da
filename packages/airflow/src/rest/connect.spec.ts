import { serve, type Served } from '../testing/serve';
import { connectAirflow } from './connect';
import { AirflowUnauthorizedError, NotAirflowError } from './errors';

const user = { user: 'admin', password: 'secret' };

describe('connectAirflow', () => {
  let served: Served | undefined;
  afterEach(() => served?.close());

  /** Answers each path with JSON; what is not there is not found. */
  const site = (answers: Record<string, unknown>) =>
    serve((incoming, response) => {
      const path = incoming.url?.split('?')[0] ?? '';
      if (!(path in answers)) return void response.writeHead(404).end('{}');
      response.end(JSON.stringify(answers[path]));
    });

  it('finds an Airflow 3, and an Airflow 2', async () => {
    served = await site({ '/api/v2/version': { version: '3.3.2' } });
    expect((await connectAirflow({ url: `${served.url}/`, ...user })).release).toBe('3.3.2');
    await served.close();
    served = await site({ '/api/v1/version': { version: '2.11.2' } });
    expect((await connectAirflow({ url: served.url, ...user })).release).toBe('2.11.2');
  });

  it('says when something else answers', async () => {
    served = await serve((_, response) => response.end('<html>Welcome</html>'));
    await expect(connectAirflow({ url: served.url, ...user })).rejects.toThrow(NotAirflowError);
  });

  it('asks for one token, and for another when that has expired', async () => {
    let issued = 0;
    let valid = '';
    served = await serve((incoming, response) => {
      if (incoming.url === '/api/v2/version') return void response.end('{"version":"3.3.2"}');
      if (incoming.url === '/auth/token') {
        valid = `token-${++issued}`;
        return void response.end(JSON.stringify({ access_token: valid }));
      }
      const good = incoming.headers.authorization === `Bearer ${valid}`;
      response.writeHead(good ? 200 : 401).end(JSON.stringify({ import_errors: [], detail: 'Invalid token' }));
    });
    const api = await connectAirflow({ url: served.url, ...user });
    await api.importErrors();
    await api.importErrors();
    expect(issued).toBe(1);
    valid = 'none of them';
    await api.importErrors();
    expect(issued).toBe(2);
  });

  it('does not ask for ever with a password that is wrong', async () => {
    served = await serve((incoming, response) => {
      if (incoming.url === '/api/v2/version') return void response.end('{"version":"3.3.2"}');
      response.writeHead(401).end('{"detail":"Invalid credentials"}');
    });
    const api = await connectAirflow({ url: served.url, ...user });
    await expect(api.importErrors()).rejects.toThrow(AirflowUnauthorizedError);
    expect(served.requests).toEqual(['GET /api/v2/version', 'POST /auth/token']);
  });

  it('reads lists of any length', async () => {
    const errors = Array.from({ length: 250 }, (_, index) => ({ filename: `${index}.py`, stack_trace: '' }));
    served = await serve((incoming, response) => {
      if (incoming.url === '/api/v1/version') return void response.end('{"version":"2.11.2"}');
      if (!incoming.url?.startsWith('/api/v1/')) return void response.writeHead(404).end();
      const query = new URL(incoming.url, 'http://x').searchParams;
      const offset = Number(query.get('offset'));
      response.end(JSON.stringify({ import_errors: errors.slice(offset, offset + Number(query.get('limit'))) }));
    });
    const api = await connectAirflow({ url: served.url, ...user });
    expect((await api.importErrors()).map(({ file }) => file)).toEqual(errors.map(({ filename }) => filename));
  });
});
