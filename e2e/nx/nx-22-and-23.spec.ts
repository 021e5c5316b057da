import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { succeeded } from './run-command';
import { createWorkspace, type Workspace } from './workspace';

describe.each(['22.7.12', '23.2.1'])('Nx %s', (version) => {
  let ws: Workspace;
  beforeAll(async () => (ws = await createWorkspace({ nx: version })));
  afterAll(() => ws?.remove());

  it('generates, infers, runs and creates a DAG', async () => {
    succeeded(await ws.nx('g @mf/nx:flow flows/train'));
    expect(existsSync(join(ws.root, 'flows/train/project.json'))).toBe(true);

    const run = await ws.nx('run train:run --top=1 --text', '1e3 b b');
    expect(run.output).toMatch(/\] b: 2\n/);
    expect(run.code).toBe(0);

    const create = 'run train:airflow-create --with=retry:times=2,minutes_between_retries=0';
    succeeded(await ws.nx(create));
    expect(ws.read('dist/flows/train-flow/airflow/TrainFlow.py')).toMatch(/retries.*2/);
    expect((await ws.nx(create)).output).toMatch(/local cache|existing outputs match the cache/);
  });
});
