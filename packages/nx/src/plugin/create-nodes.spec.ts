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
