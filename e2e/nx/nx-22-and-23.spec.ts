import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { succeeded } from './run-command';
import { createWorkspace, type Workspace } from './workspace';

describe.each(['22.7.12', '23.2.1'])('Nx %s', (version) => {
  let ws: Workspace;
  beforeAll(async () => (ws = await createWorkspace({ nx: version })));
  afterAll(() => ws?.remove());

  it('nx add sets a workspace up that has Nx alone, without a word about peers', async () => {
    const { output } = succeeded(await ws.nx('add @mf/nx'));
    expect(output).not.toMatch(/peer/i);
    expect(JSON.parse(ws.read('nx.json'))).toMatchObject({ plugins: ['@mf/nx/plugin'] });
    expect(JSON.parse(ws.read('package.json')).devDependencies).toMatchObject({
      '@mf/nx': expect.any(String),
      '@mf/flow': expect.any(String),
      '@nx/devkit': version,
    });
    // Says what is missing or does not fit, peers included.
    succeeded(await ws.npm('ls', '--all'));
  });

  it('generates, infers, runs and creates a DAG', async () => {
    succeeded(await ws.nx('g @mf/nx:flow flows/train'));
    expect(existsSync(join(ws.root, 'flows/train/project.json'))).toBe(true);

    const run = await ws.nx('run train:run --top=1 --text', '1e3 b b');
    expect(run.output).toMatch(/\] b: 2\n/);
    expect(run.code).toBe(0);

    const create = 'run train:airflow-create --with=retry:times=2,minutes_between_retries=0';
    succeeded(await ws.nx(create));
    expect(ws.read('dist/flows/train-flow/airflow/TrainFlow.py')).toMatch(/retries.*2/);
    const cached = /local cache|existing outputs match the cache/;
    expect((await ws.nx(create)).output).toMatch(cached);
    const owned = await ws.nxWith({ METAFLOW_OWNER: 'others' }, create);
    expect(succeeded(owned).output).not.toMatch(cached);
    expect(ws.read('dist/flows/train-flow/airflow/TrainFlow.py')).toContain('"owner": "others"');
  });

  it('syncs versions, and migrates', async () => {
    ws.write('apps/old/package.json', '{ "name": "old", "dependencies": { "@mf/flow": "0.0.1" } }');
    expect((await ws.nx('sync:check')).code).toBe(1);
    succeeded(await ws.nx('sync'));
    expect(JSON.parse(ws.read('apps/old/package.json')).dependencies['@mf/flow']).not.toBe('0.0.1');
    succeeded(await ws.nx('sync:check'));

    ws.write(
      'nx.json',
      JSON.stringify({ plugins: [{ plugin: '@mf/nx/plugin', options: { targets: { run: 'start' } } }] }),
    );
    ws.write(
      'migrations.json',
      JSON.stringify({ migrations: [{ package: '@mf/nx', name: 'set-up-workspace', version: '0.2.0-0' }] }),
    );
    succeeded(await ws.nxWith({ NX_MIGRATE_USE_LOCAL: 'true' }, 'migrate --run-migrations=migrations.json'));
    expect(JSON.parse(ws.read('nx.json'))).toMatchObject({ sync: { globalGenerators: ['@mf/nx:sync-versions'] } });
    expect((await ws.nx('run train:start')).output).toMatch(/\] a: 3\n/);
  });
});
