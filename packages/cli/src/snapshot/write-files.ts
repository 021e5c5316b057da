import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file to write. */
export type OutputFile = TextFile | CopiedFile;

export interface TextFile {
  /** Relative to the output folder. */
  readonly path: string;
  readonly text: string;
}

/** A copy of a file that is named by its content. */
interface CopiedFile {
  /** Relative to the output folder. */
  readonly path: string;
  /** Absolute path. */
  readonly from: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256, as hex. */
  readonly sha256: string;
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
 * is not there yet. A file that already has the content is left alone: its modification time says when the content changed, and Airflow
 * does not parse it again.
 */
export async function writeFiles(folder: string, files: readonly OutputFile[]): Promise<void> {
  for (const file of files) {
    const target = join(folder, file.path);
    const temporary = `${target}.${process.pid}.tmp`;
    try {
      if (await isThere(target, file)) continue;
      await mkdir(dirname(target), { recursive: true });
      await ('text' in file ? writeFile(temporary, file.text) : copyFile(file.from, temporary));
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw new OutputNotWritableError(folder, error as Error);
    }
  }
}

async function isThere(target: string, file: OutputFile): Promise<boolean> {
  if ('text' in file) return (await readFile(target, 'utf8').catch(() => undefined)) === file.text;
  return (await stat(target).catch(() => undefined))?.size === file.size;
}
