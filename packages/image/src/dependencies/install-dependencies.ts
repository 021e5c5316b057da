import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { DependenciesNotInstalledError } from '../errors';
import type { LayerEntry } from '../layer/layer-entry';
import type { Architecture } from '../manifest/platform';
import type { PrunedLockfile } from './prune-lockfile';

const run = promisify(execFile);

/** npm's names for machines. */
const cpu: Readonly<Record<Architecture, string>> = { amd64: 'x64', arm64: 'arm64' };

/**
 * Has npm install the packages of a lockfile for another machine, each checked against its integrity, and reads what came of it. No scripts
 * of packages run: they would run for this machine.
 *
 * @param folder where `node_modules` is to be in the image
 * @param workspace whose settings of npm are taken: registries of one's own, and what opens them
 * @throws DependenciesNotInstalledError
 */
export async function installedEntries(
  { manifest, lockfile }: PrunedLockfile,
  architecture: Architecture,
  folder: string,
  workspace: string,
): Promise<LayerEntry[]> {
  const place = await mkdtemp(join(tmpdir(), 'mf-dependencies-'));
  try {
    await writeFile(join(place, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(place, 'package-lock.json'), JSON.stringify(lockfile));
    await copySettings(workspace, place);
    const machine = ['--os=linux', `--cpu=${cpu[architecture]}`, '--libc=glibc'];
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-bin-links', '--omit=dev'];
    await run('npm', ['ci', ...machine, ...quiet], { cwd: place, shell: process.platform === 'win32' }).catch(
      (error: Error & { stderr?: string }) => {
        throw new DependenciesNotInstalledError(error.stderr?.trim() || error.message);
      },
    );
    return await entriesBelow(join(place, 'node_modules'), `${folder}/node_modules`);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function copySettings(from: string, to: string): Promise<void> {
  try {
    await copyFile(join(from, '.npmrc'), join(to, '.npmrc'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new DependenciesNotInstalledError(message);
  }
}

async function entriesBelow(from: string, to: string): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  for (const found of await readdir(from, { withFileTypes: true, recursive: true })) {
    const path = join(found.parentPath, found.name);
    const target = `${to}/${path
      .slice(from.length + 1)
      .split(sep)
      .join('/')}`;
    // npm's own note of what it did.
    if (target === `${to}/.package-lock.json`) continue;
    if (found.isSymbolicLink()) entries.push({ path: target, target: await readlink(path) });
    else if (found.isFile()) {
      const { mode } = await stat(path);
      entries.push({ path: target, content: await readFile(path), isExecutable: (mode & 0o100) !== 0 });
    }
  }
  return entries;
}
