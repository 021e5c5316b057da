import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CommandResult } from '@mf/tools-python';
import { callMf } from '../mf-command';

/** What `image.json` says. */
export interface ImageJson {
  readonly digest: string;
  readonly tag: string;
  readonly platforms: Readonly<Record<string, string>>;
  readonly base?: string;
  readonly reference?: string;
}

/** Calls `mf image`. The bases that were made on this machine are used, whatever the home of the call is. */
export function mfImage(
  words: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<CommandResult> {
  return callMf(['image', ...words], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: homedir(),
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
      METAFLOW_USER: 'tester',
      // The base is fetched where it is not there yet, perhaps through a proxy of the site.
      NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'],
      ...env,
    },
  });
}

export async function imageJson(folder: string): Promise<ImageJson> {
  return JSON.parse(await readFile(join(folder, 'image.json'), 'utf8')) as ImageJson;
}
