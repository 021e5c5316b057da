import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages that workspaces with flows name, all of one version. */
export const ownPackages: readonly string[] = ['@mf/nx', '@mf/flow', '@mf/cli', '@mf/client'];

/** The version of this plugin, and so of all of them. */
export function ownVersion(): string {
  // Two levels up from this folder, in `src` as in `dist`.
  return (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version;
}
