import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleNotWrittenError } from './bundle-not-written-error';
import { writeOnce } from './write-whole';

/** What was made, and the files that it was made from. */
export interface Made<T> {
  readonly value: T;
  /** Absolute paths, of files. */
  readonly inputs: readonly string[];
}

interface Entry<T> {
  readonly value: T;
  readonly inputs: readonly Input[];
}

/** Path, size in bytes, and time of the last change in milliseconds since the epoch. */
type Input = readonly [path: string, size: number, changed: number];

/**
 * What an earlier process has made of the same key, as long as no file that it was made from has changed (and no package been installed anew); else makes it.
 * An entry that is damaged, or cannot be read, counts as none.
 *
 * @param folder that keeps the entries; made when it is needed
 * @param key all that decides about the result besides the files
 * @param make gives a value that JSON can hold
 * @throws BundleNotWrittenError, and what `make` throws
 */
export async function cachedBuild<T>(folder: string, key: readonly string[], make: () => Promise<Made<T>>): Promise<T> {
  const name = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16);
  const path = join(folder, `runner-${name}.json`);
  const known = await readEntry<T>(path);
  if (known && known.inputs.every(isUnchanged)) return known.value;
  const { value, inputs } = await make();
  const entry: Entry<T> = { value, inputs: [...new Set(inputs.map(judgedBy))].map(stateOf) };
  try {
    await mkdir(folder, { recursive: true });
    await writeOnce(path, JSON.stringify(entry));
  } catch (error) {
    throw new BundleNotWrittenError(path, error as Error);
  }
  return value;
}

async function readEntry<T>(path: string): Promise<Entry<T> | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Entry<T>;
  } catch {
    // Where the folder is at fault, writing to it says so.
    return undefined;
  }
}

/** The file whose change says that a file has changed: of an installed package, its package.json, which each installation writes. */
function judgedBy(path: string): string {
  const installed = /^.*\/node_modules\/(?!@mf\/)(@[^/]+\/)?[^./@][^/]*(?=\/)/.exec(path)?.[0];
  return installed === undefined ? path : join(installed, 'package.json');
}

function isUnchanged([path, size, changed]: Input): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.size === size && stats.mtimeMs === changed;
}

function stateOf(path: string): Input {
  const { size, mtimeMs } = statSync(path);
  return [path, size, mtimeMs];
}
