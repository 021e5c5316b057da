import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What is kept for all workspaces, and can be made again: `mf-nx` in the user's cache folder, by the XDG rule. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_CACHE_HOME'];
  // The rule says that a relative path is to be ignored.
  return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), '.cache'), 'mf-nx');
}
