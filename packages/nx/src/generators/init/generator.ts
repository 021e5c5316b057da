import { join } from 'node:path';
import {
  addDependenciesToPackageJson,
  formatFiles,
  type GeneratorCallback,
  readJsonFile,
  readNxJson,
  type Tree,
  updateNxJson,
} from '@nx/devkit';
import type { InitGeneratorOptions } from './options';

const plugin = '@mf/nx/plugin';

/** What runs (`.metaflow`) and compilations (`dist`) write. */
const ignoredFolders = ['.metaflow', 'dist'];

/** Types of Node for the editor, where the workspace uses TypeScript: flows and their tests are Node programs. */
const nodeTypes = { '@types/node': '^20.19.0' };

/** Makes a workspace ready for flows. Running it again changes nothing. */
export default async function init(tree: Tree, options: InitGeneratorOptions): Promise<GeneratorCallback> {
  registerPlugin(tree);
  ignoreFolders(tree);
  const install = options.skipPackageJson ? () => {} : addPackages(tree);
  if (!options.skipFormat) await formatFiles(tree);
  return install;
}

function registerPlugin(tree: Tree): void {
  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  if (plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === plugin)) return;
  updateNxJson(tree, { ...nxJson, plugins: [...plugins, plugin] });
}

function ignoreFolders(tree: Tree): void {
  const content = tree.exists('.gitignore') ? tree.read('.gitignore', 'utf8')! : '';
  const ignored = content.split(/\r?\n/).map((line) => line.trim().replace(/^(\*\*)?\/|\/$/g, ''));
  const missing = ignoredFolders.filter((folder) => !ignored.includes(folder));
  if (missing.length === 0) return;
  const separator = content === '' || content.endsWith('\n') ? '' : '\n';
  tree.write('.gitignore', `${content}${separator}${missing.join('\n')}\n`);
}

/** Versions that are there already stay: a workspace decides about its own. */
function addPackages(tree: Tree): GeneratorCallback {
  if (!tree.exists('package.json')) return () => {};
  // Two levels up from the folder of a generator, in `src` as in `dist`.
  const { version } = readJsonFile<{ version: string }>(join(__dirname, '../../../package.json'));
  const packages = { '@mf/nx': version, '@mf/flow': version, '@mf/cli': version };
  const types = tree.exists('tsconfig.base.json') ? nodeTypes : {};
  return addDependenciesToPackageJson(tree, {}, { ...packages, ...types }, 'package.json', true);
}
