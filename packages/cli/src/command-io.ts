import type { Writable } from 'node:stream';
import { metaflowEnvironment } from '@mf/datastore/settings';

/** Where a command works, and where it writes: the process of `mf`, an Nx executor or a test supplies it. */
export interface CommandIo {
  /** Absolute path; relative file arguments and the discovery of `.metaflow` start here. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** What this process has. */
export function processIo(): CommandIo {
  return { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
}

/**
 * What this process has, with the settings of Metaflow's configuration files in the environment, as a command that was started in a
 * folder sees them.
 *
 * @param cwd absolute
 * @throws ConfigurationFileError, ProfileNotFoundError
 */
export function configuredIo(cwd: string): CommandIo {
  return { ...processIo(), cwd, env: metaflowEnvironment(process.env, cwd) };
}
