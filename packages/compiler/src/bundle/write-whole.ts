import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';

/** Writes a file, which appears whole or not at all; one that has the text already is left alone. */
export async function writeOnce(path: string, text: string): Promise<void> {
  if ((await readIfThere(path)) !== text) await writeWhole(path, text);
}

/**
 * Writes a file that is named by its content, which appears whole or not at all. One that is there with the same size is the same, and left
 * alone without reading it.
 *
 * @returns whether it was written
 */
export async function writeNamed(path: string, content: Buffer): Promise<boolean> {
  const isThere = (await sizeIfThere(path)) === content.length;
  if (!isThere) await writeWhole(path, content);
  return !isThere;
}

async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function readIfThere(path: string): Promise<string | undefined> {
  return ifThere(readFile(path, 'utf8'));
}

async function sizeIfThere(path: string): Promise<number | undefined> {
  return (await ifThere(stat(path)))?.size;
}

async function ifThere<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
