import { addProjectConfiguration, readJson, type Tree, writeJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import syncVersions from './generator';

describe('sync-versions', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    writeJson(tree, 'package.json', { name: 'w', devDependencies: { '@mf/nx': '0.2.0', '@mf/flow': '0.2.0' } });
  });

  function flow(name: string, dependencies: Record<string, string>) {
    addProjectConfiguration(tree, name, { root: `apps/${name}` });
    writeJson(tree, `apps/${name}/package.json`, { name, dependencies });
  }

  it('gives packages the version of the root, and says which it changed', () => {
    flow('old', { '@mf/flow': '0.1.0', lodash: '1.0.0' });
    flow('new', { '@mf/flow': '0.2.0' });
    expect(syncVersions(tree)?.outOfSyncDetails).toEqual(['apps/old/package.json']);
    expect(readJson(tree, 'apps/old/package.json').dependencies).toEqual({ '@mf/flow': '0.2.0', lodash: '1.0.0' });
    expect(syncVersions(tree)).toBeUndefined();
  });

  it('leaves alone what is no plain version, and what the root does not name', () => {
    flow('linked', { '@mf/flow': 'workspace:*', '@mf/nx': 'file:../mf.tgz', '@mf/cli': '0.1.0' });
    expect(syncVersions(tree)).toBeUndefined();
  });
});
