import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface OutputFile {
  /** Relative to the output folder. */
  readonly path: string;
  readonly text: string;
}

/** The output folder cannot be written. */
export class OutputNotWritableError extends Error {
  readonly code = 'MF2003';
  readonly advice = 'Give another folder with --output, or make this one writable.';

  constructor(folder: string, cause: Error) {
    super(`cannot write into ${folder}: ${cause.message}`, { cause });
    this.name = 'OutputNotWritableError';
  }
}

/**
 * Writes files in the given order, each by a rename, so that a reader never sees half a file and never one that names a later one that
 * is not there yet. A file that already has the text is left alone: its modification time says when the content changed, and Airflow
 * does not parse it again.
 */
export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<void> {
  for (const { path, text } of files) {
    const target = join(folder, path);
    const temporary = `${target}.${process.pid}.tmp`;
    try {
      if ((await readFile(target, 'utf8').catch(() => undefined)) === text) continue;
      await mkdir(dirname(target), { recursive: true });
      await writeFile(temporary, text);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw new OutputNotWritableError(folder, error as Error);
    }
  }
}
