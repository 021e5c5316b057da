import type * as Devkit from '@nx/devkit';

/** The functions of `@nx/devkit` that Nx itself contains. */
export type WorkspaceDevkit = Pick<
  typeof Devkit,
  'detectPackageManager' | 'getPackageManagerCommand' | 'readJson' | 'readNxJson' | 'updateJson' | 'updateNxJson'
>;

/**
 * Nx's own part of `@nx/devkit`. A workspace may have Nx alone when `nx add @mf/nx` comes: a required peer would let npm choose the newest
 * `@nx/devkit`, and then refuse it beside an older Nx. So `init` adds the one that fits.
 */
export function workspaceDevkit(): WorkspaceDevkit {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('nx/src/devkit-exports') as WorkspaceDevkit;
}

/** Whether the generators can use `@nx/devkit`. */
export function hasDevkit(): boolean {
  try {
    require.resolve('@nx/devkit');
    return true;
  } catch {
    return false;
  }
}

/** @returns the version of Nx that runs */
export function nxVersion(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('nx/package.json') as { version: string }).version;
}
