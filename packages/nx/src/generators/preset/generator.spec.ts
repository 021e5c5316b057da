import { readJson, readNxJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import preset from './generator';

describe('preset', () => {
  let tree: Tree;
  beforeEach(() => (tree = createTreeWithEmptyWorkspace()));

  it('makes a workspace of flows', async () => {
    tree.delete('tsconfig.base.json');
    await preset(tree, { name: 'films', flow: 'train', flowTemplate: 'ml', skipFormat: true });
    expect(readJson(tree, 'package.json').workspaces).toEqual(['apps/*', 'libs/*']);
    expect(readNxJson(tree)!.plugins).toEqual(['@mf/nx/plugin']);
    expect(tree.read('apps/train/src/train.flow.ts', 'utf8')).toContain('learning rate');
    expect(readJson(tree, 'apps/train/tsconfig.json').extends).toBe('../../tsconfig.base.json');
    expect(tree.read('README.md', 'utf8')).toMatch(/^# films\n[^]*nx run train:run/);
    expect(tree.read('.github/workflows/ci.yml', 'utf8')).toContain('nx affected -t check test compile');
  });

  it('has a flow of its own choice when nothing is said', async () => {
    await preset(tree, { name: 'films', skipFormat: true });
    expect(tree.exists('apps/hello/src/hello.flow.ts')).toBe(true);
  });
});
