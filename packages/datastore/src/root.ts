import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NoDatastoreError } from './storage/errors';

/** Name of the directory that holds a local datastore and its metadata. */
const DATASTORE_DIRECTORY = '.metaflow';

/** Where a process looks for its local datastore. */
export interface RootSearch {
  /** Environment variables; METAFLOW_DATASTORE_SYSROOT_LOCAL decides when it is set. Default: the process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Directory to start from, absolute. Default: the process's current one. */
  readonly cwd?: string;
}

/**
 * The `.metaflow` directory that this process reads, by Metaflow's rule: the one in METAFLOW_DATASTORE_SYSROOT_LOCAL,
 * else the nearest one in the current directory or above it. Undefined when there is none above.
 */
export function findDatastoreRoot({ env = process.env, cwd = process.cwd() }: RootSearch = {}): string | undefined {
  const sysroot = env.METAFLOW_DATASTORE_SYSROOT_LOCAL;
  if (sysroot) return join(resolve(cwd, sysroot), DATASTORE_DIRECTORY);
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const candidate = join(directory, DATASTORE_DIRECTORY);
    if (statSync(candidate, { throwIfNoEntry: false })?.isDirectory()) return candidate;
    if (directory === dirname(directory)) return undefined;
  }
}

/** The directory that a writer uses: the one found, else `.metaflow` in the current directory, made by the first write. */
export function datastoreRootForWriting(search: RootSearch = {}): string {
  return findDatastoreRoot(search) ?? join(resolve(search.cwd ?? process.cwd()), DATASTORE_DIRECTORY);
}

/** @throws NoDatastoreError when there is no directory to read. */
export function datastoreRootForReading(search: RootSearch = {}): string {
  const root = findDatastoreRoot(search);
  if (root === undefined) throw new NoDatastoreError(resolve(search.cwd ?? process.cwd()));
  return root;
}
