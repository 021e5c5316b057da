import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a workspace is, and which version of it lies there. */
export interface SourceVersion {
  /** The same in all clones: where its git repository comes from, else the name of its package, else its path. */
  readonly workspace: string;
  readonly commit?: string;
  /** Files differ from the commit. */
  readonly isChanged: boolean;
}

const run = promisify(execFile);

export async function sourceVersion(root: string, env: NodeJS.ProcessEnv): Promise<SourceVersion> {
  // A folder that is no repository, or has no such thing, says nothing: that is no error.
  const git = (...args: string[]): Promise<string | undefined> =>
    run('git', ['-C', root, ...args], { env, maxBuffer: 64 * 1024 * 1024 }).then(
      ({ stdout }) => stdout.trim() || undefined,
      () => undefined,
    );
  const [commit, origin, changes] = await Promise.all([
    git('rev-parse', '--verify', 'HEAD'),
    git('config', '--get', 'remote.origin.url'),
    git('status', '--porcelain', '--untracked-files=no'),
  ]);
  const workspace = origin === undefined ? (packageName(root) ?? root) : repositoryName(origin);
  return { workspace, ...(commit !== undefined && { commit }), isChanged: changes !== undefined };
}

/** `git@github.com:team/flows.git` and `https://token@github.com/team/flows` are both `github.com/team/flows`. */
export function repositoryName(url: string): string {
  return url
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}

function packageName(root: string): string | undefined {
  try {
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
