import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of `CHROMIUM`, else the first of the usual names on the PATH. @throws NoChromiumError */
export function findChromium(env: NodeJS.ProcessEnv): string {
  if (env['CHROMIUM']) return env['CHROMIUM'];
  const folders = (env['PATH'] ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (!found) throw new NoChromiumError();
  return found;
}

export class NoChromiumError extends Error {
  readonly advice = 'Install one (Debian: apt install chromium), or name it by CHROMIUM.';

  constructor() {
    super(`No Chromium on the PATH: looked for ${names.join(', ')}.`);
    this.name = 'NoChromiumError';
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
