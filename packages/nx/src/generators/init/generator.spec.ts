import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, readNxJson, type Tree, updateNxJson } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import init from './generator';

describe('init', () => {
  let tree: Tree;
  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace();
    tree.delete('.gitignore');
    tree.delete('tsconfig.base.json');
  });

  it('registers the plugin, ignores what is generated, adds the packages', async () => {
    await init(tree, { skipFormat: true });
    expect(readNxJson(tree)!.plugins).toEqual(['@mf/nx/plugin']);
    expect(readNxJson(tree)).toMatchObject({
      namedInputs: { production: ['default', '!{projectRoot}/**/*.spec.ts'] },
      sync: { globalGenerators: ['@mf/nx:sync-versions'] },
    });
    expect(tree.read('.gitignore', 'utf8')).toBe('.metaflow\ndist\n.nx/cache\n.nx/workspace-data\n');
    expect(readJson(tree, 'package.json').devDependencies).toMatchObject({
      '@mf/nx': '0.1.0',
      '@mf/flow': '0.1.0',
      '@mf/cli': '0.1.0',
    });
  });

  it('changes nothing the second time', async () => {
    await init(tree, { skipFormat: true });
    const first = ['nx.json', '.gitignore', 'package.json'].map((file) => tree.read(file, 'utf8'));
    await init(tree, { skipFormat: true });
    expect(['nx.json', '.gitignore', 'package.json'].map((file) => tree.read(file, 'utf8'))).toEqual(first);
  });

  it('keeps an entry of the plugin with options, ignored folders in any spelling, and versions', async () => {
    updateNxJson(tree, { plugins: [{ plugin: '@mf/nx/plugin', include: ['apps/**'] }] });
    tree.write('.gitignore', '/dist\n**/.metaflow/\n.nx');
    tree.write('package.json', JSON.stringify({ devDependencies: { '@mf/nx': 'file:../mf-nx.tgz' } }));
    await init(tree, { skipFormat: true });
    expect(readNxJson(tree)!.plugins).toHaveLength(1);
    expect(tree.read('.gitignore', 'utf8')).toBe('/dist\n**/.metaflow/\n.nx');
    expect(readJson(tree, 'package.json').devDependencies['@mf/nx']).toBe('file:../mf-nx.tgz');
  });

  it('ends the last line of a .gitignore before it adds one', async () => {
    tree.write('.gitignore', 'node_modules\n.nx\ndist');
    await init(tree, { skipFormat: true });
    expect(tree.read('.gitignore', 'utf8')).toBe('node_modules\n.nx\ndist\n.metaflow\n');
  });

  it('adds the types of Node where TypeScript is set up', async () => {
    await init(tree, { skipFormat: true });
    expect(readJson(tree, 'package.json').devDependencies).not.toHaveProperty('@types/node');
    tree.write('tsconfig.base.json', '{}');
    await init(tree, { skipFormat: true });
    expect(readJson(tree, 'package.json').devDependencies).toHaveProperty('@types/node');
  });

  it('keeps named inputs and what else is synced', async () => {
    updateNxJson(tree, {
      namedInputs: { production: ['{projectRoot}/src/**/*'] },
      sync: { applyChanges: true, globalGenerators: ['@nx/js:typescript-sync'] },
    });
    await init(tree, { skipFormat: true });
    expect(readNxJson(tree)).toMatchObject({
      namedInputs: { production: ['{projectRoot}/src/**/*'] },
      sync: { applyChanges: true, globalGenerators: ['@nx/js:typescript-sync', '@mf/nx:sync-versions'] },
    });
  });

  it('keeps what Nx and flows write out of formatting, where files are formatted', async () => {
    tree.write('.prettierignore', 'dist\n');
    await init(tree, { skipFormat: true });
    expect(tree.read('.prettierignore', 'utf8')).toBe('dist\n.metaflow\n.nx/cache\n.nx/workspace-data\n');
  });

  it('has nothing to add to this repository', async () => {
    const root = join(__dirname, '../../../../..');
    const files = ['nx.json', 'package.json', '.gitignore', '.prettierignore', 'tsconfig.base.json'];
    const before = files.map((file) => readFileSync(join(root, file), 'utf8'));
    files.forEach((file, i) => tree.write(file, before[i]!));
    await init(tree, { skipFormat: true });
    const plain = (text: string) => text.replace(/\s+/g, '');
    expect(files.map((file) => plain(tree.read(file, 'utf8')!))).toEqual(before.map(plain));
  });
});
