import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from '../deploy/workspace';
import { airflow, suite } from './suite';

const live = ['--environment', 'live'];

let workspace: Workspace;
beforeAll(() => {
  const { url, user, password, dagsFolder, datastoreRoot } = suite();
  const place = { dags: dagsFolder, airflowUrl: url, airflowUser: user };
  workspace = new Workspace(
    // The site has a policy about tags: see start-suite.ts.
    { live: place, strict: { ...place, tag: ['forbidden'] } },
    { AIRFLOW_PASSWORD: password, METAFLOW_DATASTORE_SYSROOT_LOCAL: datastoreRoot },
  );
});
afterAll(() => workspace.remove());

const source = async () => (await airflow()).source('LivingFlow');

it('a deployment is done when Airflow has read it, and so is a rollback', async () => {
  workspace.writeFlow('Living', 'one');
  await workspace.done('deploy', ...live);
  const first = await source();
  workspace.writeFlow('Living', 'two');
  expect(await workspace.done('deploy', ...live)).toMatch('live: 1 updated');
  const second = await source();
  expect(second).not.toBe(first);
  await workspace.done('rollback', 'LivingFlow', ...live);
  expect(await source()).toBe(first);
});

it('what Airflow cannot import counts as failed, and what was there before can be put back', async () => {
  const strict = ['--environment', 'strict'];
  const { code, output } = await workspace.mf('deploy', ...strict);
  expect([code, output]).toEqual([1, expect.stringMatching(/MF2708[^]*no DAG may be forbidden/)]);
  expect(await workspace.done('deployments', ...strict, '--history', 'LivingFlow')).toMatch(/1 +deploy +failed/);
  expect(await workspace.done('deploy', ...live)).toMatch(/live: 1 (updated|put right)/);
  const errors = await (await airflow()).importErrors();
  expect(errors.filter(({ file }) => /Living/.test(file))).toEqual([]);
});

it('a flow with a run that goes on is not removed', async () => {
  const api = await airflow();
  await api.setPaused('LivingFlow', false);
  workspace.write(
    'apps/living.flow.ts',
    workspace
      .read('apps/living.flow.ts')
      .replace("console.log('two')", 'return new Promise((done) => setTimeout(done, 60_000))'),
  );
  await workspace.done('deploy', ...live);
  const there = ['--airflow-url', suite().url, '--airflow-user', suite().user];
  await workspace.done('airflow', 'trigger', 'apps/living.flow.ts', ...there);
  const { code, output } = await workspace.mf('undeploy', 'LivingFlow', ...live);
  expect([code, output]).toEqual([1, expect.stringMatching('MF2712 LivingFlow was not deleted: its runs go on')]);
  for (const { runId } of await api.runs('LivingFlow'))
    await workspace.done('airflow', 'terminate', 'apps/living.flow.ts', runId, ...there);
  expect(await workspace.done('undeploy', 'LivingFlow', ...live)).toMatch('LivingFlow: removed from');
  expect(existsSync(join(suite().dagsFolder, 'LivingFlow.py'))).toBe(false);
});
