import { join } from 'node:path';
import { type CommandResult, runCommand } from '@mf/tools-python';
import { filesIn, Workspace } from './workspace';

let workspace: Workspace;
beforeAll(() => {
  workspace = new Workspace({});
  const environments = { staging: { dags: '../dags' }, production: { dags: '../live' } };
  const plugins = [{ plugin: '@mf/nx/plugin', options: { environments } }];
  workspace.write('nx.json', `// Nx allows comments.\n${JSON.stringify({ plugins })}`);
  workspace.write('.gitignore', 'node_modules\n.nx\n');
  workspace.writeFlow('Train', 'one', 'train');
  workspace.writeFlow('Score', 'one', 'score');
  workspace.commit();
});
afterAll(() => workspace.remove());

function nx(...args: string[]): Promise<CommandResult> {
  const env = { ...workspace.nxEnv, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };
  const binary = join(workspace.root, 'node_modules/nx/dist/bin/nx.js');
  return runCommand(process.execPath, [binary, ...args, '--outputStyle=static'], { cwd: workspace.root, env });
}

test('nx affected deploys what was changed since the last deployment to this environment', async () => {
  const base = async (environment: string) =>
    `--base=${await workspace.done('deployments', '--environment', environment, '--base')}`;
  const affected = async (environment: string, ...args: string[]) =>
    nx('affected', '-t', 'deploy', '-c', environment, await base(environment), ...args);

  const plan = await affected('staging', '--dryRun');
  expect(plan.output).toMatch(/create +TrainFlow +TrainFlow +it is not deployed yet/);
  const first = await affected('staging');
  expect(first.code).toBe(0);
  expect(first.output).toMatch('ScoreFlow: created the DAG ScoreFlow in ../dags as number 1');
  await workspace.done('deployments', '--environment', 'staging', '--mark-base');
  const before = filesIn(join(workspace.folder, 'dags'));

  workspace.writeFlow('Train', 'two', 'train');
  workspace.commit();
  const second = await affected('staging');
  expect(second.output).toMatch('TrainFlow: updated the DAG TrainFlow');
  expect(second.output).not.toMatch('ScoreFlow');
  const after = filesIn(join(workspace.folder, 'dags'));
  for (const [name, file] of Object.entries(before))
    if (!name.startsWith('TrainFlow.')) expect(after[name]).toEqual(file);

  // Nothing was ever deployed there.
  expect((await affected('production')).output).toMatch('ScoreFlow: created the DAG ScoreFlow in ../live as number 1');

  const back = await nx('run', 'train:rollback', '-c', 'staging');
  expect(back.output).toMatch(/TrainFlow: put number 1 .* back to \.\.\/dags as number 3/);
  expect(filesIn(join(workspace.folder, 'dags'))['TrainFlow.py']![1]).toBe(before['TrainFlow.py']![1]);
  const gone = await nx('run', 'train:undeploy', '-c', 'production');
  expect(gone.output).toMatch('TrainFlow: removed from ../live');
  const unknown = await nx('run', 'train:deploy', '-c', 'moon');
  expect(unknown.code).not.toBe(0);
});
