import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withoutCredentials } from './git-address';

const run = promisify(execFile);

/** A command of git has failed. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly code = 'MF2704';

  constructor(
    folder: string,
    command: string,
    readonly text: string,
    readonly advice: string,
  ) {
    super(`git ${command} failed in ${folder}: ${text}`);
  }
}

/** A git that is called in one folder. */
export interface Git {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** What helps when it fails. */
  readonly advice: string;
}

/**
 * What a command of git prints. It asks for no password: nobody may be there.
 *
 * @param options of git itself, before its command
 * @throws GitError
 */
export async function callGit(git: Git, args: readonly string[], options: readonly string[] = []): Promise<string> {
  const { folder, env, advice } = git;
  const words = ['-C', folder, ...options, ...args];
  try {
    const { stdout } = await run('git', words, {
      env: { GIT_TERMINAL_PROMPT: '0', ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new GitError(folder, args[0]!, withoutCredentials(stderr || message).trim(), advice);
  }
}
