import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, Workspace } from './workspace';

const staging = ['--environment', 'staging'];
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

let workspace: Workspace;
let dags: string;
beforeEach(() => {
  workspace = new Workspace({ staging: { dags: '../dags' }, production: { dags: '../live', with: ['retry'] } });
  dags = join(workspace.folder, 'dags');
  workspace.writeFlow('Train', 'one');
  workspace.writeFlow('Score', 'one');
});
afterEach(() => workspace.remove());

const dag = (name: string) => readFileSync(join(dags, `${name}.py`), 'utf8');
/** What its DAG starts. */
const startOf = (name: string) => new RegExp(`${name}-[0-9a-f]{16}\\.cjs`).exec(dag(name))![0];
const codeOf = (name: string) => {
  const start = readFileSync(join(dags, startOf(name)), 'utf8');
  return readFileSync(join(dags, new RegExp(`${name}-[0-9a-f]{16}\\.mjs`).exec(start)![0]), 'utf8');
};

test('what has changed is deployed, and the rest is not touched', async () => {
  const commit = workspace.commit();
  expect(await workspace.done('deployments', ...staging, '--base')).toBe(emptyTree);

  const plan = await workspace.done('deploy', ...staging, '--dry-run');
  expect(plan).toMatch(
    /^ACTION +DAG +FLOW +WHY\ncreate +ScoreFlow +ScoreFlow +it is not deployed yet\ncreate +TrainFlow /,
  );
  expect(plan).toMatch('staging: 2 to create');
  expect([existsSync(dags), existsSync(join(workspace.folder, 'data'))]).toEqual([false, false]);

  expect(await workspace.done('deploy', ...staging)).toMatch('staging: 2 created');
  expect(await workspace.done('deployments', ...staging, '--base')).toBe(commit);
  const first = filesIn(dags);
  expect(Object.keys(first)).toEqual(
    expect.arrayContaining(['ScoreFlow.py', 'TrainFlow.py', 'TrainFlow.manifest.json']),
  );

  expect(await workspace.done('deploy', ...staging)).toMatch('staging: 2 unchanged');
  expect(filesIn(dags)).toEqual(first);

  workspace.writeFlow('Train', 'two');
  expect(await workspace.done('deploy', ...staging, '--dry-run')).toMatch(
    /update +TrainFlow +TrainFlow +its code has changed/,
  );
  expect(filesIn(dags)).toEqual(first);
  expect(await workspace.done('deploy', ...staging)).toMatch('staging: 1 updated, 1 unchanged');
  const second = filesIn(dags);
  for (const [name, file] of Object.entries(first))
    if (!name.startsWith('TrainFlow.')) expect(second[name]).toEqual(file);
  expect(codeOf('TrainFlow')).toContain('two');

  // A working copy with changes is no commit that could count as deployed.
  expect(await workspace.done('deployments', ...staging, '--base')).toBe(commit);
  expect((await workspace.mf('deployments', ...staging, '--mark-base')).output).toMatch('MF2906');
  const next = workspace.commit();
  expect(await workspace.done('deployments', ...staging, '--mark-base')).toBe(next);

  const records = JSON.parse(await workspace.done('deployments', ...staging, '--json')) as Record<string, unknown>[];
  const [score, train] = records;
  expect(records).toHaveLength(2);
  expect(score).toMatchObject({ dagId: 'ScoreFlow', number: 1, state: 'done', by: 'ada', commit, isChanged: false });
  expect(train).toMatchObject({ number: 2, source: 'apps/train.flow.ts', workspace: 'flows', isChanged: true });
});

test('the commit that was deployed is the one that was there, also where the deployment changes files of the workspace', async () => {
  workspace.write(
    'package.json',
    JSON.stringify({ name: 'flows', mf: { environments: { staging: { dags: 'dags' } } } }),
  );
  await workspace.done('deploy', ...staging);
  workspace.commit();
  workspace.writeFlow('Train', 'two');
  workspace.git(workspace.root, 'commit', '--quiet', '--message', 'Change a flow', 'apps');
  const commit = workspace.git(workspace.root, 'rev-parse', 'HEAD');
  expect(await workspace.done('deploy', ...staging)).toMatch('staging: 1 updated, 1 unchanged');
  expect(workspace.git(workspace.root, 'status', '--porcelain')).toMatch('dags/TrainFlow.py');
  expect(await workspace.done('deployments', ...staging, '--base')).toBe(commit);
});

test('environments know nothing of one another', async () => {
  await workspace.done('deploy', ...staging);
  expect(await workspace.done('deploy', '--environment', 'production', '--dry-run')).toMatch('production: 2 to create');
  await workspace.done('deploy', 'apps/train.flow.ts', '--environment', 'production');
  expect(readFileSync(join(workspace.folder, 'live', 'TrainFlow.py'), 'utf8')).toMatch(/"retries": 3/);
  expect(dag('TrainFlow')).not.toMatch(/"retries": 3/);
  expect((await workspace.mf('deploy')).output).toMatch('MF2901 No environment is named');
});

test('a flow with mistakes neither keeps others from being deployed nor goes unnoticed', async () => {
  workspace.write(
    'apps/broken.flow.ts',
    "import { FlowSpec } from '@mf/flow';\nexport class BrokenFlow extends FlowSpec {}\n",
  );
  const { code, output } = await workspace.mf('deploy', ...staging);
  expect(code).toBe(1);
  expect(output).toMatch(/apps\/broken\.flow\.ts:\d+:\d+ error MF1/);
  expect(output).toMatch('staging: 2 created, 1 failed');
  expect(existsSync(join(dags, 'TrainFlow.py'))).toBe(true);
  expect(await workspace.done('deployments', ...staging, '--base')).toBe(emptyTree);
});

test('what somebody has changed in the place is put right', async () => {
  await workspace.done('deploy', ...staging);
  const first = filesIn(dags);
  writeFileSync(join(dags, 'TrainFlow.py'), 'changed by hand');
  rmSync(join(dags, startOf('ScoreFlow')));
  expect(await workspace.done('deploy', ...staging)).toMatch('staging: 2 put right');
  expect(Object.entries(filesIn(dags)).map(([name, [, text]]) => [name, text])).toEqual(
    Object.entries(first).map(([name, [, text]]) => [name, text]),
  );
});

test('a rollback puts the previous files back, and the next deployment goes on', async () => {
  await workspace.done('deploy', ...staging);
  const first = dag('TrainFlow');
  workspace.writeFlow('Train', 'two');
  await workspace.done('deploy', ...staging);
  const second = dag('TrainFlow');
  workspace.writeFlow('Train', 'three');
  await workspace.done('deploy', ...staging);

  const ben = { METAFLOW_USER: 'ben', METAFLOW_HOME: join(workspace.folder, 'home-of-ben') };
  for (const command of ['rollback', 'undeploy']) {
    const refused = await workspace.mfAs(ben, command, 'TrainFlow', ...staging, '--authorize', 'trainflow-0-abcd');
    expect([refused.code, refused.output]).toEqual([1, expect.stringMatching('MF2801 TrainFlow was deployed by ada')]);
  }
  rmSync(join(dags, /TrainFlow-[0-9a-f]{16}\.cjs/.exec(second)![0]));

  expect(await workspace.done('rollback', 'TrainFlow', ...staging, '--dry-run')).toMatch(
    'would go back to number 2 (ada',
  );
  expect(await workspace.done('rollback', 'TrainFlow', ...staging)).toMatch(
    /put number 2 .* back to \.\.\/dags as number 4/,
  );
  expect(dag('TrainFlow')).toBe(second);
  expect(codeOf('TrainFlow')).toContain('two');

  await workspace.done('rollback', 'apps/train.flow.ts', ...staging);
  expect(dag('TrainFlow')).toBe(first);
  const { code, output } = await workspace.mf('rollback', 'TrainFlow', ...staging);
  expect([code, output]).toEqual([1, expect.stringMatching('MF2907 TrainFlow had no other deployment')]);
  await workspace.done('rollback', 'TrainFlow', ...staging, '--number', '2');
  expect(dag('TrainFlow')).toBe(second);

  expect(await workspace.done('deploy', ...staging)).toMatch(/updated .* as number 7 \(it was rolled back by ada/);
  expect(await workspace.done('deployments', ...staging, '--history', 'TrainFlow')).toMatch(
    /4 +rollback +done .* as number 2\n5 +rollback +done .* as number 1\n6 +rollback .*\n7 +deploy/,
  );
});

test('a flow that is gone is found, removed, and can come back', async () => {
  await workspace.done('deploy', ...staging);
  expect(await workspace.done('undeploy', '--gone', ...staging)).toMatch('no deployed flow is gone');
  rmSync(join(workspace.root, 'apps/train.flow.ts'));
  expect(await workspace.done('deploy', ...staging)).toMatch('TrainFlow is deployed, but its flow is gone');
  expect(await workspace.done('undeploy', '--gone', ...staging, '--dry-run')).toMatch('TrainFlow: would be removed');
  const before = filesIn(dags);
  expect(Object.keys(before)).toContain('TrainFlow.py');

  expect(await workspace.done('undeploy', '--gone', ...staging)).toMatch(
    /TrainFlow: removed from \.\.\/dags: TrainFlow\.py/,
  );
  const after = filesIn(dags);
  expect(Object.keys(after).filter((name) => name.startsWith('TrainFlow'))).toEqual([]);
  for (const [name, file] of Object.entries(after)) expect(before[name]).toEqual(file);
  expect(await workspace.done('undeploy', 'TrainFlow', ...staging)).toMatch('TrainFlow: is not deployed in staging');

  await workspace.done('rollback', 'TrainFlow', ...staging);
  expect(dag('TrainFlow')).toBe(before['TrainFlow.py']![1]);
  expect(filesIn(dags)).toHaveProperty([startOf('TrainFlow')]);
});

test('flows of other workspaces are not taken for gone', async () => {
  const other = new Workspace({
    staging: { dags, env: { METAFLOW_DATASTORE_SYSROOT_LOCAL: join(workspace.folder, 'data') } },
  });
  try {
    other.write('package.json', other.read('package.json').replace('"flows"', '"others"'));
    other.writeFlow('Other', 'one');
    await other.done('deploy', ...staging);
    await workspace.done('deploy', ...staging);
    expect(await workspace.done('undeploy', '--gone', ...staging)).toMatch('no deployed flow is gone');
    expect(existsSync(join(dags, 'OtherFlow.py'))).toBe(true);
  } finally {
    other.remove();
  }
});
