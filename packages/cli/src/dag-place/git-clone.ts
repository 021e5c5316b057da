import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../cache-folder';
import { type GitAddress, withoutCredentials } from './git-address';
import { callGit } from './git-command';
import type { GitCheckout } from './git-place';
import { oneAtATime } from './one-at-a-time';

/**
 * The clone of a repository in the user's cache folder, made when it is used first. It has no history, and belongs to nobody: whatever is
 * in it that was not pushed is given up.
 */
export function gitClone({ url, branch, folder }: GitAddress, env: NodeJS.ProcessEnv): GitCheckout {
  const id = createHash('sha256')
    .update(`${url}#${branch ?? ''}`)
    .digest('hex')
    .slice(0, 16);
  const clone = join(cacheFolder(env), 'dag-repositories', id);
  const advice =
    `Check the address ${withoutCredentials(url)}, the branch, and whether git can push there without asking for a password. ` +
    `The clone in ${clone} can be deleted.`;
  return {
    folder: join(clone, folder),
    advice,
    isOwn: true,
    async provide() {
      if (existsSync(clone)) return;
      const parent = dirname(clone);
      await mkdir(parent, { recursive: true });
      await oneAtATime(`${clone}.lock`, async () => {
        if (existsSync(clone)) return;
        const unfinished = `${clone}.new`;
        await rm(unfinished, { recursive: true, force: true });
        const options = ['--quiet', '--depth=1', '--no-tags', ...(branch === undefined ? [] : [`--branch=${branch}`])];
        await callGit({ folder: parent, env, advice }, ['clone', ...options, '--', url, unfinished]);
        await rename(unfinished, clone);
      });
    },
  };
}
