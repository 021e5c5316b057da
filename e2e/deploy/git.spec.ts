import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from './workspace';

const production = ['--environment', 'production'];

let workspace: Workspace;
let bare: string;
beforeEach(() => {
  workspace = new Workspace({ production: { dags: 'git:../airflow/dags' } });
  bare = workspace.makeRepository('airflow');
  workspace.writeFlow('Train', 'one');
  workspace.writeFlow('Score', 'one');
});
afterEach(() => workspace.remove());

const subjects = () => workspace.git(bare, 'log', '--reverse', '--format=%s', 'main').split('\n');
const shown = (file: string) => workspace.git(bare, 'show', `main:dags/${file}`);

test('flows that are deployed together are one commit, and what is there already is none', async () => {
  expect(await workspace.done('deploy', ...production)).toMatch('production: 2 created');
  expect(subjects()).toEqual(['Begin', 'Deploy 2 DAGs to production']);
  const head = workspace.git(bare, 'rev-parse', 'main');
  expect(await workspace.done('deploy', ...production)).toMatch('production: 2 unchanged');
  expect(workspace.git(bare, 'rev-parse', 'main')).toBe(head);

  workspace.writeFlow('Train', 'two');
  const first = shown('TrainFlow.py');
  await workspace.done('deploy', ...production);
  const changed = workspace.git(bare, 'diff', '--name-only', head, 'main').split('\n');
  expect(changed.every((name) => name.startsWith('dags/TrainFlow'))).toBe(true);
  await workspace.done('rollback', 'TrainFlow', ...production);
  expect(`${shown('TrainFlow.py')}\n`).toBe(`${first}\n`);
  await workspace.done('undeploy', 'TrainFlow', ...production);
  expect(subjects().slice(2)).toEqual([
    'Deploy TrainFlow to production',
    'Roll TrainFlow back to 1 in production',
    'Remove TrainFlow from production',
  ]);
  expect(workspace.git(bare, 'ls-tree', '--name-only', 'main:dags')).not.toMatch('TrainFlow');
  expect(shown('ScoreFlow.py')).toMatch('ScoreFlow');
});

test('deployments from several checkouts, in one at once, and with none all arrive', async () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  for (const name of names) workspace.writeFlow(name, 'one');
  workspace.clone(bare, 'second');
  const environments = {
    production: { dags: 'git:../airflow/dags' },
    again: { dags: 'git:../second/dags' },
    remote: { dags: `git:file://${bare}#main:dags`, env: { XDG_CACHE_HOME: join(workspace.folder, 'cache') } },
  };
  const used = Object.keys(environments);
  workspace.write('package.json', JSON.stringify({ name: 'flows', mf: { environments } }));
  const deployments = names.map((name, i) =>
    workspace.mf('deploy', `apps/${name.toLowerCase()}.flow.ts`, '--environment', used[i % used.length]!),
  );
  for (const { code, output } of await Promise.all(deployments)) expect(`${code} ${output}`).toMatch(/^0 /);

  expect(subjects().sort()).toEqual([
    'Begin',
    'Deploy AFlow to production',
    'Deploy BFlow to again',
    'Deploy CFlow to remote',
    'Deploy DFlow to production',
    'Deploy EFlow to again',
    'Deploy FFlow to remote',
  ]);
  for (const name of names) {
    const manifest = JSON.parse(shown(`${name}Flow.manifest.json`)) as { files: Record<string, string> };
    const there = workspace.git(bare, 'ls-tree', '--name-only', 'main:dags').split('\n');
    expect(there).toEqual(expect.arrayContaining(Object.keys(manifest.files)));
  }
  expect(existsSync(join(workspace.folder, 'airflow/.git/mf-deploy.lock'))).toBe(false);
});

test('a push that is refused for good is told, and the deployment counts as failed', async () => {
  workspace.git(bare, 'config', 'receive.denyNonFastForwards', 'true');
  const hook = join(bare, 'hooks', 'pre-receive');
  const { chmodSync, writeFileSync, rmSync } = await import('node:fs');
  writeFileSync(hook, '#!/bin/sh\necho this branch is protected >&2\nexit 1\n');
  chmodSync(hook, 0o755);
  const { code, output } = await workspace.mf('deploy', 'apps/train.flow.ts', ...production);
  expect(code).toBe(1);
  expect(output).toMatch(/MF2704 git push failed .*[\s\S]*this branch is protected/);
  expect(await workspace.done('deployments', ...production, '--history', 'TrainFlow')).toMatch(/1 +deploy +failed/);

  rmSync(hook);
  expect(await workspace.done('deploy', 'apps/train.flow.ts', ...production)).toMatch('the last deployment failed');
  expect(shown('TrainFlow.py')).toBe(readFileSync(join(workspace.folder, 'airflow/dags/TrainFlow.py'), 'utf8').trim());
});
