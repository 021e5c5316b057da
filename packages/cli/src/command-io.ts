import type { Writable } from 'node:stream';

/** Where a command works, and where it writes: the process of `mf`, an Nx executor or a test supplies it. */
export interface CommandIo {
  /** Absolute path; relative file arguments and the discovery of `.metaflow` start here. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

export function processIo(): CommandIo {
  return { cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr };
}
