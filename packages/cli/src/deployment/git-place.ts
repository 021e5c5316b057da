import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LocalStorage } from '@mf/datastore';
import type { DagPlace } from './dag-place';

const run = promisify(execFile);

/** A command of git has failed. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly code = 'MF2704';
  readonly advice =
    'Put the checkout in order, then call the command again: what was written and committed there already is used.';

  constructor(folder: string, args: readonly string[], text: string) {
    super(`git ${args[0]} failed in ${folder}: ${text.trim()}`);
  }
}

/**
 * A folder in a checkout: what changes is committed, alone, and pushed where the branch has an upstream, after what is new there was
 * fetched.
 *
 * @param folder absolute path
 */
export function gitPlace(name: string, folder: string, env: NodeJS.ProcessEnv): DagPlace {
  const git = async (...args: string[]): Promise<string> => {
    try {
      return (await run('git', ['-C', folder, ...args], { env, maxBuffer: 64 * 1024 * 1024 })).stdout;
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      throw new GitError(folder, args, stderr || message);
    }
  };
  const succeeds = (...args: string[]): Promise<boolean> =>
    git(...args).then(
      () => true,
      () => false,
    );
  return {
    name,
    isDirect: false,
    change: async (message, work) => {
      await mkdir(folder, { recursive: true });
      await git('rev-parse', '--show-toplevel');
      const hasUpstream = await succeeds('rev-parse', '--abbrev-ref', '@{upstream}');
      if (hasUpstream) await git('pull', '--quiet', '--rebase', '--autostash');
      const paths = await work(new LocalStorage(folder));
      const [present, tracked] = await Promise.all([
        git('ls-files', '-z', '--others', '--', ...paths),
        git('ls-files', '-z', '--', ...paths),
      ]);
      const known = [...present.split('\0'), ...tracked.split('\0')].filter(Boolean);
      if (known.length > 0) {
        // A rule of .gitignore for build output is not meant for these.
        await git('add', '--force', '--all', '--', ...known);
        const isSame = await succeeds('diff', '--cached', '--quiet', '--', ...known);
        if (!isSame) await git('commit', '--quiet', '--message', message, '--', ...known);
      }
      if (hasUpstream) await git('push', '--quiet');
    },
  };
}
