import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { markdownTable } from '@mf/tools-docs';
import { installPackages } from './install-nx';

const run = promisify(execFile);

/** What a plugin brings into a workspace that has Nx already, with the version of Nx that it wants. */
const plugins = [
  { plugin: '@mf/nx', version: '*', nx: '24.0.0' },
  { plugin: '@nx/docker', version: '23.2.1', nx: '23.2.1' },
  { plugin: '@nx-tools/nx-container', version: '7.3.0', nx: '23.2.1' },
];

export async function packageSizes(scratch: string): Promise<string> {
  const rows: string[][] = [];
  for (const { plugin, version, nx } of plugins) {
    const base = { nx, '@nx/devkit': nx };
    const before = await installed(join(scratch, plugin, 'before'), base);
    const after = await installed(join(scratch, plugin, 'after'), { ...base, [plugin]: version });
    const added = [...after].filter(([path]) => !before.has(path));
    const own = after.get(plugin)!;
    const all = added.reduce((sum, [, size]) => sum + size, 0);
    rows.push([`\`${plugin}\``, megabytes(own), megabytes(all), String(added.length - 1)]);
  }
  return markdownTable([
    ['plugin', 'MB unpacked', 'MB with all that comes with it', 'packages that come with it'],
    ...rows,
  ]);
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);

/** The size of every package in a fresh folder, by its path below node_modules. */
async function installed(folder: string, packages: Readonly<Record<string, string>>): Promise<Map<string, number>> {
  const { nodeModules } = await installPackages(folder, packages);
  const { stdout } = await run('npm', ['ls', '--all', '--parseable'], { cwd: folder, maxBuffer: 1e8 });
  const paths = stdout.split('\n').filter((path) => path.startsWith(nodeModules));
  return new Map(paths.map((path) => [path.slice(nodeModules.length + 1), size(path)]));
}

/** Without packages inside of it, which are counted themselves. */
function size(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    if (entry.name === 'node_modules') return sum;
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? size(path) : statSync(path).size);
  }, 0);
}
