import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from './bundle-flow';

/** The folder for bundles cannot be written. */
export class BundleNotWrittenError extends Error {
  readonly code = 'MF3030';
  readonly advice = 'Check that the folder can be written and that there is room on the disk.';

  constructor(path: string, cause: Error) {
    super(`the bundle ${path} cannot be written: ${cause.message}`, { cause });
    this.name = 'BundleNotWrittenError';
  }
}

/** File name of a flow's bundle: it changes exactly when the code does. */
export function bundleFileName(flowName: string, { hash }: Pick<Bundle, 'hash'>): string {
  return `${flowName}-${hash}.mjs`;
}

/**
 * Writes a bundle and, beside it, its map; each appears whole or not at all, and is left alone if it is there already.
 *
 * @param folder is made if it is not there
 * @returns absolute path of the bundle
 * @throws BundleNotWrittenError
 */
export async function writeBundle(folder: string, flowName: string, bundle: Bundle): Promise<string> {
  const name = bundleFileName(flowName, bundle);
  const path = join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    // The map first, so that there is never a bundle without one. It may change while the code does not: a comment moves lines.
    await writeOnce(`${path}.map`, bundle.map);
    await writeOnce(path, `${bundle.code}//# sourceMappingURL=${encodeURIComponent(name)}.map\n`);
  } catch (error) {
    throw new BundleNotWrittenError(path, error as Error);
  }
  return path;
}

async function writeOnce(path: string, text: string): Promise<void> {
  if ((await readIfThere(path)) === text) return;
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
