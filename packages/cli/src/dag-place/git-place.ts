import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalStorage } from '@mf/datastore';
import type { DagPlace } from './dag-place';
import { callGit, GitError } from './git-command';
import { oneAtATime } from './one-at-a-time';

/** A folder in a checkout of a repository. */
export interface GitCheckout {
  /** Absolute path. */
  readonly folder: string;
  /** What helps when git fails there. */
  readonly advice: string;
  /** Nobody else works there: it is made the same as its upstream before each use, and always pushed. */
  readonly isOwn: boolean;
  /** Makes the checkout when it is not there yet. */
  provide?(): Promise<void>;
}

/** How often a push is tried for which others have been faster. */
const mostPushes = 20;

/** What git says when somebody else has pushed, or is pushing, in the meantime. */
const wasSlower = /fetch first|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value/;

/** The folder of a checkout that somebody has made. */
export function gitFolder(folder: string): GitCheckout {
  const advice =
    'Put the checkout in order, then call the command again: what was written and committed there already is used.';
  return { folder, advice, isOwn: false };
}

/**
 * A folder in a checkout: what changes is committed, alone, and pushed where the branch has an upstream, after what is new there was
 * fetched. When others push meanwhile, the commit is made anew on top of theirs.
 */
export function gitPlace(name: string, checkout: GitCheckout, env: NodeJS.ProcessEnv): DagPlace {
  const { folder, advice, isOwn } = checkout;
  const git = async (...args: string[]): Promise<string> => {
    // Git removes folders that get empty, also this one.
    await mkdir(folder, { recursive: true });
    return callGit({ folder, env, advice }, args, committer);
  };
  const succeeds = (...args: string[]): Promise<boolean> =>
    git(...args).then(
      () => true,
      () => false,
    );
  const files = new LocalStorage(folder);
  /** Options for all commands: a pull makes commits, too, of what was not pushed before or is not committed at all. */
  let committer: readonly string[] = [];

  /** The checkout has one index: those who use it take turns. `work` is told whether the branch has an upstream. */
  const inTurn = async <T>(work: (hasUpstream: boolean) => Promise<T>): Promise<T> => {
    await checkout.provide?.();
    const gitData = resolve(folder, (await git('rev-parse', '--git-dir')).trim());
    return oneAtATime(resolve(gitData, 'mf-deploy.lock'), async () => {
      if (committer.length === 0 && !(await succeeds('config', 'user.email'))) committer = nobody;
      const upstream = ['rev-parse', '--abbrev-ref', '@{upstream}'];
      return work(isOwn ? (await git(...upstream)) !== '' : await succeeds(...upstream));
    });
  };
  const pull = async (): Promise<void> => {
    if (!isOwn) return void (await git('pull', '--quiet', '--rebase', '--autostash'));
    await git('fetch', '--quiet', '--depth=1');
    // Files that are not known yet would stay.
    await git('add', '--force', '--all', '.');
    await git('reset', '--quiet', '--hard', '@{upstream}');
  };

  /** @returns whether there was anything to commit */
  const commit = async (message: string, paths: readonly string[]): Promise<boolean> => {
    const [present, tracked] = await Promise.all([
      git('ls-files', '-z', '--others', '--', ...paths),
      git('ls-files', '-z', '--', ...paths),
    ]);
    const known = [...present.split('\0'), ...tracked.split('\0')].filter(Boolean);
    if (known.length === 0) return false;
    // A rule of .gitignore for build output is not meant for these.
    await git('add', '--force', '--all', '--', ...known);
    if (await succeeds('diff', '--cached', '--quiet', '--', ...known)) return false;
    await git('commit', '--quiet', '--message', message, '--', ...known);
    return true;
  };

  return {
    name,
    isDirect: false,
    look: (work) =>
      inTurn(async (hasUpstream) => {
        if (hasUpstream) await pull();
        return work(files);
      }),
    change: (message, work) =>
      inTurn(async (hasUpstream) => {
        for (let pushes = 1; ; pushes++) {
          if (hasUpstream) await pull();
          const paths = await work(files);
          const isCommitted = paths.length > 0 && (await commit(message, paths));
          if (!hasUpstream) return;
          try {
            await git('push', '--quiet');
            return;
          } catch (error) {
            if (pushes === mostPushes || !(error instanceof GitError) || !wasSlower.test(error.text)) throw error;
            // Theirs may have removed what this one takes for granted, or have changed the same file.
            if (isCommitted) await git('reset', '--quiet', '--keep', 'HEAD~1');
            await sleep(Math.random() * 200 * pushes);
          }
        }
      }),
  };
}

/** Who commits on a machine where git knows nobody, as in pipelines. */
const nobody = ['-c', 'user.name=mf', '-c', 'user.email=mf@localhost'];
