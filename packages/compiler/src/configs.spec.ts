import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stopBundler } from './bundle/esbuild-service';
import { compileFlow, type CompiledFlow, compileFlows } from './compile-flow';
import type { GivenConfigs } from './load/loader-process';
import { simpleFlow, type TestWorkspace, testWorkspace } from './testing/workspace';

let workspace: TestWorkspace;
beforeEach(() => (workspace = testWorkspace()));
afterEach(() => workspace.remove());
afterAll(stopBundler);

const source = simpleFlow(
  'Configured',
  `import { config, schedule } from '@mf/flow';
const settings = config<{ cron: string; alpha: number }>('settings', { default: './settings.json' });
@schedule({ cron: settings.cron })`,
  '  settings = settings;\n  alpha = parameter({ default: settings.alpha });',
);

async function compile(settings: string | undefined, configs: GivenConfigs = {}): Promise<CompiledFlow> {
  const { root, runnerModule, workDir, write } = workspace;
  const file = 'apps/a/a.flow.ts';
  write(file, source);
  if (settings !== undefined) write('apps/a/settings.json', settings);
  return compileFlow({ root, runnerModule, workDir, file, configs });
}

const given = (text: string): GivenConfigs => ({ settings: { source: 'x', text } });

test('values of configs are in decorators, parameters, the IR and the bundle', async () => {
  const { ir, bundle, diagnostics } = await compile('{"cron": "0 1 * * *", "alpha": 0.5, "whole": 2.0}\n');
  expect(diagnostics).toEqual([]);
  const json = '{"cron":"0 1 * * *","alpha":0.5,"whole":2.0}';
  expect(ir).toMatchObject({
    configs: [{ name: 'settings', help: '', required: false, json }],
    decorators: [{ name: 'schedule', attributes: { cron: '0 1 * * *' } }],
    parameters: [{ name: 'alpha', type: 'float', default: 0.5 }],
    constants: [],
  });
  for (const { file } of bundle!.files) expect(existsSync(`${workspace.workDir}/${file}`)).toBe(true);
  // Nothing but the bundle is there when it runs.
  workspace.write('apps/a/settings.json', 'gone');
  const described = JSON.parse(
    execFileSync(process.execPath, [bundle!.path], { cwd: '/', encoding: 'utf8' }),
  ) as object;
  expect(described).toMatchObject({ configs: ir!.configs!, parameters: [{ default: 0.5 }] });
});

test('other values make another bundle, the same ones the same', async () => {
  const first = await compile('{"cron": "0 1 * * *", "alpha": 0.5}');
  const spaced = await compile('{ "cron": "0 1 * * *",\n  "alpha": 0.5 }');
  const other = await compile(undefined, given('{"cron": "0 2 * * *", "alpha": 0.5}'));
  expect(spaced.bundle).toEqual(first.bundle);
  expect(other.bundle?.hash).not.toBe(first.bundle?.hash);
  expect(other.ir?.decorators[0]?.attributes).toMatchObject({ cron: '0 2 * * *' });
});

test.each<[string, string | undefined, GivenConfigs, string, string]>([
  ['a default that is missing', undefined, {}, 'MF1320', './settings.json: there is no such file'],
  ['JSON that is none', '{\n  "cron": }', {}, 'MF1321', './settings.json: line 2, column 11: Object value expected'],
  ['what cannot be read', undefined, { settings: { source: 'x', problem: 'why' } }, 'MF1320', 'from x: why'],
  ['a list', undefined, given('[1]'), 'MF1322', 'is no object: x'],
])('%s is an error where the config stands', async (_what, settings, configs, code, message) => {
  const { diagnostics } = await compile(settings, configs);
  expect(diagnostics).toMatchObject([
    { code, at: { file: 'apps/a/a.flow.ts', line: 3 }, message: expect.stringContaining(message) as string },
  ]);
});

test('flows that are loaded by one process have configs of their own', async () => {
  await compile('{"cron": "0 1 * * *", "alpha": 0.5}');
  const { root, runnerModule, workDir, write } = workspace;
  write('apps/b/b.flow.ts', simpleFlow('Plain'));
  write(
    'apps/c/c.flow.ts',
    simpleFlow('Other', `import { config } from '@mf/flow';\nconfig('settings', { defaultValue: { n: 1 } });`),
  );
  const flows = await compileFlows(['apps/a/a.flow.ts', 'apps/b/b.flow.ts', 'apps/c/c.flow.ts'], {
    ...{ root, runnerModule, workDir },
  });
  expect(flows.map(({ ir }) => ir?.configs?.map(({ json }) => json))).toEqual([
    ['{"cron":"0 1 * * *","alpha":0.5}'],
    undefined,
    ['{"n":1}'],
  ]);
});
