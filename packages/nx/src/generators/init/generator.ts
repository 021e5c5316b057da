import { execSync } from 'node:child_process';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { ownVersion } from '../own-packages';
import type { InitGeneratorOptions } from './options';
import { hasDevkit, nxVersion, workspaceDevkit } from './workspace-devkit';

const plugin = '@mf/nx/plugin';
const syncGenerator = '@mf/nx:sync-versions';

/** What runs (`.metaflow`), compilations (`dist`) and Nx write. */
const ignoredFolders = ['.metaflow', 'dist', '.nx/cache', '.nx/workspace-data'];

/** Types of Node for the editor, where the workspace uses TypeScript: flows and their tests are Node programs. */
const nodeTypes = { '@types/node': '^20.19.0' };

/**
 * Makes a workspace ready for flows. Running it again changes nothing, and neither what the workspace has decided for itself: an entry of
 * the plugin with options, named inputs, versions.
 */
export default async function init(tree: Tree, options: InitGeneratorOptions): Promise<GeneratorCallback> {
  setUpNx(tree);
  ignoreFolders(tree, '.gitignore');
  if (tree.exists('.prettierignore')) ignoreFolders(tree, '.prettierignore');
  const install = options.skipPackageJson ? () => {} : addPackages(tree);
  if (!options.skipFormat && hasDevkit()) await (await import('@nx/devkit')).formatFiles(tree);
  return install;
}

/** The plugin, the versions it keeps in step, and `production`: what a flow is made of, without its specs. */
export function setUpNx(tree: Tree): void {
  const { readNxJson, updateNxJson } = workspaceDevkit();
  const nxJson = readNxJson(tree) ?? {};
  const { plugins = [], sync = {}, namedInputs = {} } = nxJson;
  const { globalGenerators = [] } = sync;
  const isRegistered = plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === plugin);
  updateNxJson(tree, {
    ...nxJson,
    namedInputs: {
      default: ['{projectRoot}/**/*'],
      production: ['default', '!{projectRoot}/**/*.spec.ts'],
      ...namedInputs,
    },
    plugins: isRegistered ? plugins : [...plugins, plugin],
    sync: globalGenerators.includes(syncGenerator)
      ? sync
      : { ...sync, globalGenerators: [...globalGenerators, syncGenerator] },
  });
}

function ignoreFolders(tree: Tree, file: string): void {
  const content = tree.exists(file) ? tree.read(file, 'utf8')! : '';
  const ignored = content.split(/\r?\n/).map((line) => line.trim().replace(/^(\*\*)?\/|\/$/g, ''));
  const missing = ignoredFolders.filter(
    (folder) => !ignored.includes(folder) && !ignored.includes(folder.split('/')[0]!),
  );
  if (missing.length === 0) return;
  const separator = content === '' || content.endsWith('\n') ? '' : '\n';
  tree.write(file, `${content}${separator}${missing.join('\n')}\n`);
}

/** Versions that are there already stay: a workspace decides about its own. */
function addPackages(tree: Tree): GeneratorCallback {
  if (!tree.exists('package.json')) return () => {};
  const { detectPackageManager, getPackageManagerCommand, readJson, updateJson } = workspaceDevkit();
  const version = ownVersion();
  const wanted = {
    '@mf/nx': version,
    '@mf/flow': version,
    '@mf/cli': version,
    ...(!hasDevkit() && { '@nx/devkit': nxVersion() }),
    ...(tree.exists('tsconfig.base.json') && nodeTypes),
  };
  const { dependencies, devDependencies } = readJson<PackageJson>(tree, 'package.json');
  const missing = Object.entries(wanted).filter(([name]) => !dependencies?.[name] && !devDependencies?.[name]);
  if (missing.length === 0) return () => {};
  updateJson<PackageJson>(tree, 'package.json', (json) => ({
    ...json,
    devDependencies: sorted({ ...json.devDependencies, ...Object.fromEntries(missing) }),
  }));
  return () => {
    const { install } = getPackageManagerCommand(detectPackageManager(tree.root), tree.root);
    execSync(install, { cwd: tree.root, stdio: 'inherit', windowsHide: true });
  };
}

interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function sorted(packages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
}
