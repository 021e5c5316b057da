import { readJson, type Tree, updateJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import generator from './generator';
import type { FlowGeneratorOptions } from './options';

describe('flow', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    tree.delete('tsconfig.base.json');
  });

  const flow = (options: FlowGeneratorOptions) => generator(tree, { ...options, skipFormat: true });

  const created = () =>
    tree
      .listChanges()
      .map(({ path }) => path)
      .filter((path) => path.startsWith('apps/'))
      .sort();

  it('creates a package where the folder is one of the workspaces', async () => {
    updateJson(tree, 'package.json', (json) => ({ ...json, workspaces: ['apps/*'] }));
    await flow({ directory: 'apps/train' });
    expect(created()).toEqual([
      'apps/train/package.json',
      'apps/train/src/train.flow.spec.ts',
      'apps/train/src/train.flow.ts',
    ]);
    expect(readJson(tree, 'apps/train/package.json')).toMatchObject({
      name: 'train',
      private: true,
      dependencies: { '@mf/flow': '0.1.0' },
    });
  });

  it('creates a project.json elsewhere', async () => {
    await flow({ directory: 'apps/train' });
    expect(created()).toEqual([
      'apps/train/project.json',
      'apps/train/src/train.flow.spec.ts',
      'apps/train/src/train.flow.ts',
    ]);
    expect(readJson(tree, 'apps/train/project.json')).toMatchObject({ name: 'train', sourceRoot: 'apps/train/src' });
  });

  it('writes a flow and a test that belong together', async () => {
    await flow({ directory: 'apps/movie-stats' });
    expect(tree.read('apps/movie-stats/src/movie-stats.flow.ts', 'utf8')).toMatchSnapshot();
    expect(tree.read('apps/movie-stats/src/movie-stats.flow.spec.ts', 'utf8')).toMatchSnapshot();
  });

  it.each(['foreach', 'etl', 'ml'] as const)('writes the template %s with its test', async (template) => {
    await flow({ directory: 'apps/train', template });
    const source = tree.read('apps/train/src/train.flow.ts', 'utf8')!;
    expect(source).toContain('export class TrainFlow extends FlowSpec');
    expect(source).not.toContain('<%');
    expect(tree.read('apps/train/src/train.flow.spec.ts', 'utf8')).toContain("test('TrainFlow");
  });

  it('names the class after the flow, which ends in Flow once', async () => {
    await flow({ directory: 'apps/my-flow' });
    expect(tree.read('apps/my-flow/src/my-flow.flow.ts', 'utf8')).toContain('export class MyFlow extends FlowSpec');
    await flow({ directory: 'apps/x', name: 'movieStats' });
    expect(tree.read('apps/x/src/movie-stats.flow.ts', 'utf8')).toContain(
      'export class MovieStatsFlow extends FlowSpec',
    );
  });

  it('adds one more flow to a project', async () => {
    await flow({ directory: 'apps/train' });
    const project = tree.read('apps/train/project.json', 'utf8');
    await flow({ directory: 'apps/train', name: 'score' });
    expect(tree.read('apps/train/project.json', 'utf8')).toBe(project);
    expect(tree.exists('apps/train/src/score.flow.ts')).toBe(true);
  });

  it('shares the settings of TypeScript, with standard decorators', async () => {
    tree.write('tsconfig.base.json', '{ "compilerOptions": { "experimentalDecorators": true /* Nest */, } }');
    await flow({ directory: 'apps/ml/train' });
    expect(readJson(tree, 'apps/ml/train/tsconfig.json')).toMatchObject({
      extends: '../../../tsconfig.base.json',
      compilerOptions: { experimentalDecorators: false, noEmit: true },
    });
  });

  it.each([
    ['MF7001', { directory: 'apps/train', name: '3d' }],
    ['MF7001', { directory: 'apps/train', name: 'a b' }],
    ['MF7002', { directory: '../elsewhere' }],
  ])('refuses with %s: %j', async (code, options) => {
    await expect(flow(options)).rejects.toThrow(new RegExp(`^${code} .*\\n.*`));
    expect(created()).toEqual([]);
  });

  it('refuses to write over a flow, and to name two projects alike', async () => {
    await flow({ directory: 'apps/train' });
    await expect(flow({ directory: 'apps/train' })).rejects.toThrow(/^MF7004 apps\/train\/src\/train.flow.ts exists/);
    await expect(flow({ directory: 'other/train' })).rejects.toThrow(/^MF7005 .* in apps\/train/);
  });
});
