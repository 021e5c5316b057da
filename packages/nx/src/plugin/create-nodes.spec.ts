import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NxJsonConfiguration, ProjectConfiguration } from '@nx/devkit';
import { createNodes, createNodesV2 } from './create-nodes';

describe('createNodes', () => {
  let workspaceRoot: string;
  beforeEach(() => (workspaceRoot = mkdtempSync(join(tmpdir(), 'mf-nx-'))));
  afterEach(() => rmSync(workspaceRoot, { recursive: true }));

  const flow = (name: string, fields = '') => `export class ${name} extends FlowSpec { ${fields} }`;

  async function infer(files: Record<string, string>, nxJsonConfiguration: NxJsonConfiguration = {}) {
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(workspaceRoot, dirname(file)), { recursive: true });
      writeFileSync(join(workspaceRoot, file), content);
    }
    const matching = Object.keys(files).filter((file) => /\.flow(\.spec)?\.ts$/.test(file));
    const results = await createNodes[1](matching, undefined, { workspaceRoot, nxJsonConfiguration });
    return Object.assign({}, ...results.map(([, { projects }]) => projects)) as Record<string, ProjectConfiguration>;
  }

  it('is exported for Nx 22 too', () => expect(createNodesV2).toBe(createNodes));

  it('binds the targets of a project to its only flow', async () => {
    const projects = await infer({
      'apps/train/package.json': '{"name":"train"}',
      'apps/train/src/train.flow.ts': flow('TrainFlow', 'a = parameter({ default: 1 });'),
      'apps/train/src/train.flow.spec.ts': '',
    });
    expect(projects).toMatchSnapshot();
  });

  it('lets a configuration choose one of several flows', async () => {
    const { ads } = await infer({
      'ads/train.flow.ts': flow('TrainFlow'),
      'ads/score.flow.ts': flow('ScoreFlow'),
    });
    const { run, check, compile, test } = ads!.targets!;
    expect(run!.configurations).toEqual({ train: { file: 'ads/train.flow.ts' }, score: { file: 'ads/score.flow.ts' } });
    expect(check!.options).toEqual({ files: ['ads/score.flow.ts', 'ads/train.flow.ts'] });
    expect(check!.configurations).toEqual({
      train: { files: ['ads/train.flow.ts'] },
      score: { files: ['ads/score.flow.ts'] },
    });
    expect(compile!.options.flows).toEqual([
      { file: 'ads/score.flow.ts', name: 'score-flow' },
      { file: 'ads/train.flow.ts', name: 'train-flow' },
    ]);
    expect(test).toBeUndefined();
  });

  it('does not cache a DAG with a parameter that is computed when the DAG is created', async () => {
    const { ads } = await infer({ 'ads/a.flow.ts': flow('AFlow', 'who = parameter({ default: (c) => c.userName });') });
    expect(ads!.targets!['airflow-create']).not.toHaveProperty('cache');
    expect(ads!.targets!['compile']!.cache).toBe(true);
  });

  it('uses the named input production where the workspace has one', async () => {
    const { ads } = await infer({ 'ads/a.flow.ts': flow('AFlow') }, { namedInputs: { production: ['default'] } });
    expect(ads!.targets!['compile']!.inputs).toEqual([
      ...['production', '^production'],
      ...[{ env: 'METAFLOW_FLOW_CONFIG' }, { env: 'METAFLOW_FLOW_CONFIG_VALUE' }],
    ]);
  });

  it('has files of no project as inputs, which no edge stands for', async () => {
    const { a, b } = await infer({
      'tsconfig.base.json':
        '{ "compilerOptions": { "paths": { "#shared/*": ["./shared/*"], "#lib": ["./libs/lib/index.ts"] } } }',
      'a/src/a.flow.ts': `import { x } from '../../shared/x.js'; import y from '#shared/y'; import '#lib'; ${flow('AFlow')}
        const settings = config('settings', { default: '../../settings.json' }); '../../absent.json';`,
      'a/src/a.flow.spec.ts': `import './a.flow'; import '../../fixtures';`,
      'b/b.flow.ts': `import '../a/src/a.flow'; import './own'; ${flow('BFlow')}`,
      'b/own.ts': `import '../../outside';`,
      'libs/lib/package.json': '{}',
      'libs/lib/index.ts': `export * from '../deep/deep';`,
      'libs/deep/deep.ts': '',
      'fixtures/index.ts': '',
      'settings.json': '{}',
      'shared/x.ts': `export * from './more';`,
      'shared/more/index.ts': '',
      'shared/y.ts': `export * from './x';`,
    });
    const files = (inputs: unknown) => JSON.stringify(inputs).match(/(?<=\{workspaceRoot}\/)[^"]+/g);
    const own = ['libs/deep/deep.ts', 'settings.json', 'shared/more/index.ts', 'shared/x.ts', 'shared/y.ts'];
    expect(files(b!.targets!['compile']!.inputs)).toEqual(['tsconfig.base.json', ...own]);
    for (const target of ['check', 'compile', 'airflow-create', 'test'])
      expect(files(a!.targets![target]!.inputs)).toEqual(['tsconfig.base.json', 'fixtures/index.ts', ...own]);
  });

  it('has the package.json at the top as an input where it leaves packages outside of bundles', async () => {
    const inputs = async (manifest: string) =>
      (await infer({ 'package.json': manifest, 'ads/a.flow.ts': flow('AFlow') }))['ads']!.targets!['compile']!.inputs;
    expect(await inputs('{}')).not.toContain('{workspaceRoot}/package.json');
    expect(await inputs('{ "mf": { "external": ["sharp"] } }')).toContain('{workspaceRoot}/package.json');
  });

  it('describes targets, but not those of hundreds of flows: Nx goes through all of it in each command', async () => {
    const several = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}/a.flow.ts`, flow(`F${i}Flow`)]));
    const description = 'Print what the tasks of a run printed.';
    expect((await infer(several(200)))['p7']!.targets!['logs']!.metadata!.description).toBe(description);
    expect((await infer(several(201)))['p7']!.targets!['logs']).toEqual({ executor: '@mf/nx:logs' });
  });

  it('infers flows that nobody could compile: the commands will tell', async () => {
    const projects = await infer({ 'ads/a.flow.ts': 'class {', 'b/.flow.ts': '', 'c/c.flow.ts': flow('CFlow') });
    expect(Object.keys(projects).sort()).toEqual(['ads', 'b', 'c']);
  });
});
