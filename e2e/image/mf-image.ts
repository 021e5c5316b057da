import { spawn, type SpawnOptions } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const bin = resolve(__dirname, '../../packages/cli/bin/mf.js');

/** What `image.json` says. */
export interface ImageJson {
  readonly digest: string;
  readonly tag: string;
  readonly platforms: Readonly<Record<string, string>>;
  readonly base?: string;
  readonly reference?: string;
}

/** Calls `mf image`. The bases that were made on this machine are used, whatever the home of the call is. */
export async function mfImage(
  words: readonly string[],
  { env = {}, ...options }: SpawnOptions & { readonly env?: NodeJS.ProcessEnv } = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [bin, 'image', ...words], {
    ...options,
    env: {
      PATH: process.env['PATH'],
      HOME: homedir(),
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
      METAFLOW_USER: 'tester',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout!.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr!.on('data', (piece: Buffer) => (output += piece.toString()));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
}

export async function imageJson(folder: string): Promise<ImageJson> {
  return JSON.parse(await readFile(join(folder, 'image.json'), 'utf8')) as ImageJson;
}
