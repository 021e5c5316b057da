import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder';

/**
 * Where bundles of local runs are kept, named by their content: in the workspace's node_modules, as other tools do, else (a bare file
 * without packages) in the user's cache folder. It can be deleted at any time when no flow is running.
 */
export function bundleCache(root: string, env: NodeJS.ProcessEnv): string {
  const modules = join(root, 'node_modules');
  if (existsSync(modules)) return join(modules, '.cache', 'mf');
  return join(cacheFolder(env), 'bundles', createHash('sha256').update(root).digest('hex').slice(0, 16));
}
