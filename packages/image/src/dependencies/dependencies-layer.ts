import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DependenciesNotInstalledError } from '../errors';
import { cachedLayer } from '../layer/cached-layer';
import type { Layer } from '../layer/write-layer';
import type { Architecture } from '../manifest/platform';
import type { BlobStore } from '../store/blob-store';
import { installedEntries } from './install-dependencies';
import { type Lockfile, type PrunedLockfile, pruneLockfile } from './prune-lockfile';

/** Packages that an image gets from npm. */
export interface Dependencies {
  readonly packages: readonly string[];
  /** Absolute path of the workspace's `package-lock.json`; an `.npmrc` beside it counts. */
  readonly lockfile: string;
  /** Where `node_modules` is to be in the image: at the code that uses them, or above it. */
  readonly folder: string;
}

/**
 * A layer with packages and all they need, in the versions of the workspace's lockfile, for one architecture. Made once on each machine for as long
 * as these versions stay.
 *
 * @throws DependencyNotLockedError, DependenciesNotInstalledError
 */
export async function dependenciesLayer(
  { packages, lockfile, folder }: Dependencies,
  architecture: Architecture,
  store: BlobStore,
  onProgress: (message: string) => void,
): Promise<Layer> {
  const pruned = await prunedLockfile({ packages, lockfile });
  const names = packages.join(', ');
  return cachedLayer(store, `dependencies-${architecture}`, [pruned, folder], `mf image: ${names}`, () => {
    onProgress(`installing ${names} for ${architecture}, once`);
    return installedEntries(pruned, architecture, folder, dirname(lockfile));
  });
}

/**
 * What npm needs to install the packages, and nothing else.
 *
 * @throws DependencyNotLockedError, DependenciesNotInstalledError
 */
export async function prunedLockfile({
  packages,
  lockfile,
}: Pick<Dependencies, 'packages' | 'lockfile'>): Promise<PrunedLockfile> {
  return pruneLockfile(await readLockfile(lockfile), packages);
}

async function readLockfile(path: string): Promise<Lockfile> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Lockfile;
  } catch (error) {
    throw new DependenciesNotInstalledError(`${path} cannot be read: ${(error as Error).message}`);
  }
}
