import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIo } from '../command-io';
import { TokenStore } from '../deployment/token-store';
import { airflowSuspend, airflowTerminate } from './airflow-changes';
import { airflowDelete } from './airflow-delete';

let cwd: string;
/** Of an Airflow that has no DAG, or `known`. */
let server: Server;
let known: object | undefined;
beforeEach(async () => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'mf-airflow-changes-')));
  writeFileSync(join(cwd, 'package.json'), '{}');
  writeFileSync(
    join(cwd, 'x.flow.ts'),
    `import { FlowSpec, step } from '@mf/flow';
export class XFlow extends FlowSpec {
  @step start() { this.next(this.end); }
  @step end() {}
}
`,
  );
  server = createServer(({ url }, response) => {
    if (url === '/api/v1/version') return void response.end('{"version":"2.11.2"}');
    if (!known || !url?.startsWith('/api/v1/dags/')) return void response.writeHead(404).end('{}');
    response.end(JSON.stringify(url.includes('/dagRuns') ? { dag_runs: [], total_entries: 0 } : known));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(cwd, { recursive: true });
});

const io = (user: string) => ({
  ...processIo(),
  cwd,
  env: {
    ...{ METAFLOW_USER: user, METAFLOW_DATASTORE_SYSROOT_LOCAL: cwd, METAFLOW_HOME: join(cwd, user) },
    AIRFLOW_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AIRFLOW_TOKEN: 'abc',
  },
});

it('what somebody else has deployed is changed by nobody who does not know its token', async () => {
  known = undefined;
  await (await TokenStore.open(io('ana'))).write('XFlow', { token: 'xflow-0-abcd', owner: 'ana' });
  const file = 'x.flow.ts';
  const outcomes = (user: string, authorize?: string) => {
    const options = authorize === undefined ? {} : { authorize };
    const code = (error: unknown) => (error as { code: string }).code;
    return Promise.all([
      airflowTerminate(file, 'manual__1', options, io(user), {}).catch(code),
      airflowSuspend(file, true, options, io(user), {}).catch(code),
      airflowSuspend(file, false, options, io(user), {}).catch(code),
      airflowDelete(file, { ...options, to: 'dags', timeout: 1 }, io(user), {}).catch(code),
    ]);
  };
  const refused = Array<string>(4).fill('MF2801');
  const changing = ['MF2705', 'MF2705', 'MF2705', 'MF2711'];
  expect(await outcomes('ana')).toEqual(changing);
  expect(await outcomes('bob')).toEqual(refused);
  expect(await outcomes('bob', 'xflow-0-wxyz')).toEqual(refused);
  expect(await outcomes('bob', 'xflow-0-abcd')).toEqual(changing);
  // It was given once.
  expect(await outcomes('bob')).toEqual(changing);
});

it('a DAG that is not where it is to be deleted from is told of at once', async () => {
  known = { dag_id: 'XFlow', is_paused: false, is_active: true, tags: [], owners: [] };
  const options = { to: 'dags', yes: true, timeout: 60 } as const;
  const deleted = airflowDelete('x.flow.ts', options, io('ana'), {});
  await expect(deleted).rejects.toMatchObject({ code: 'MF2718', message: expect.stringContaining('XFlow') });
});
