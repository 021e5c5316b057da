import { type Tree, updateJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { isWorkspacePackage } from './workspace-packages';

describe('isWorkspacePackage', () => {
  let tree: Tree;
  beforeEach(() => (tree = createTreeWithEmptyWorkspace()));

  it.each([
    ['apps/train', ['apps/*'], true],
    ['apps/ml/train', ['apps/*'], false],
    ['apps/ml/train', ['apps/**'], true],
    ['apps/train', ['./apps/train/'], true],
    ['a.b/c', ['axb/*'], false],
    ['apps/old', ['apps/*', '!apps/old'], false],
    ['apps/train', [], false],
  ])('%s in %j: %s', (directory, workspaces, expected) => {
    updateJson(tree, 'package.json', (json) => ({ ...json, workspaces }));
    expect(isWorkspacePackage(tree, directory)).toBe(expected);
  });

  it('reads the long form of yarn', () => {
    updateJson(tree, 'package.json', (json) => ({ ...json, workspaces: { packages: ['apps/*'] } }));
    expect(isWorkspacePackage(tree, 'apps/train')).toBe(true);
  });

  it('reads pnpm-workspace.yaml', () => {
    tree.write(
      'pnpm-workspace.yaml',
      `# pnpm\npackages:\n  # ours\n  - 'apps/*'\n\n  - "libs/*" # shared\ncatalog:\n  - not/a/*\n`,
    );
    expect(['apps/a', 'libs/b', 'not/a/c'].map((directory) => isWorkspacePackage(tree, directory))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
