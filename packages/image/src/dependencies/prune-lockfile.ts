import { posix } from 'node:path';
import { DependencyNotLockedError } from '../errors';

/** A package as `package-lock.json` (version 2 or 3) has it. */
export interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly lockfileVersion: number;
  /** By the folder of each, `node_modules/a/node_modules/b`; the workspace itself is the empty one. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** What npm needs to install some packages of a workspace in the versions that it has, and nothing else. */
export interface PrunedLockfile {
  readonly manifest: { readonly name: string; readonly dependencies: Readonly<Record<string, string>> };
  readonly lockfile: Lockfile & { readonly name: string; readonly requires: true };
}

const name = 'dependencies';

/**
 * The part of a lockfile that some packages need: themselves and all they depend on, where npm would find it from their folders.
 *
 * @param wanted names of packages that are installed at the top of the workspace
 * @throws DependencyNotLockedError
 */
export function pruneLockfile({ lockfileVersion, packages }: Lockfile, wanted: readonly string[]): PrunedLockfile {
  const kept = new Map<string, LockedPackage>();
  const keep = (folder: string): void => {
    const found = packages[folder]!;
    if (kept.has(folder)) return;
    kept.set(folder, found);
    const needed = { ...found.peerDependencies, ...found.optionalDependencies, ...found.dependencies };
    for (const each of Object.keys(needed)) {
      const at = placeOf(packages, each, folder);
      // What is optional may not be there; what is needed is, or the lockfile could not have been written.
      if (at !== undefined) keep(at);
    }
  };
  const dependencies: Record<string, string> = {};
  for (const each of [...wanted].sort()) {
    const found = packages[`node_modules/${each}`];
    if (found?.version === undefined || found.link) throw new DependencyNotLockedError(each);
    dependencies[each] = found.version;
    keep(`node_modules/${each}`);
  }
  const sorted = [...kept].sort(([a], [b]) => (a < b ? -1 : 1));
  const root = { name, dependencies };
  return {
    manifest: root,
    lockfile: { name, lockfileVersion, requires: true, packages: Object.fromEntries([['', root], ...sorted]) },
  };
}

/** Where Node finds a package from a folder: in its own `node_modules`, or in one above. */
function placeOf(packages: Lockfile['packages'], each: string, folder: string): string | undefined {
  for (let at = folder; ; at = posix.dirname(at)) {
    const place = at === '.' || at === '' ? `node_modules/${each}` : `${at}/node_modules/${each}`;
    if (place in packages) return place;
    if (at === '.' || at === '') return undefined;
  }
}
