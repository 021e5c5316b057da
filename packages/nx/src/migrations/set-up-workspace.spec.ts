import { readNxJson, type Tree, updateNxJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import migrations from '../../migrations.json';
import setUpWorkspace from './set-up-workspace';

describe('migrations', () => {
  let tree: Tree;
  beforeEach(() => (tree = createTreeWithEmptyWorkspace()));

  it('set up what older workspaces lack, and keep what they have', () => {
    updateNxJson(tree, {
      plugins: [{ plugin: '@mf/nx/plugin', options: { targets: { run: 'start' } } }],
      namedInputs: { production: ['{projectRoot}/src/**/*'] },
    });
    setUpWorkspace(tree);
    expect(readNxJson(tree)).toMatchObject({
      plugins: [{ plugin: '@mf/nx/plugin', options: { targets: { run: 'start' } } }],
      namedInputs: { default: ['{projectRoot}/**/*'], production: ['{projectRoot}/src/**/*'] },
      sync: { globalGenerators: ['@mf/nx:sync-versions'] },
    });
  });

  it('stand in migrations.json with files that are there', () => {
    for (const { implementation } of Object.values(migrations.generators)) {
      expect(require.resolve(implementation.replace('./dist/migrations/', './'))).toMatch(/\.ts$/);
    }
  });
});
