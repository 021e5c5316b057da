import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandIo } from '../command-io';

/** The file of `--run-id-file` cannot be written. */
export class RunIdFileError extends Error {
  readonly code = 'MF2050';
  readonly advice = 'Name a file in a folder that exists and is writable. The run has not started any task.';

  constructor(file: string, cause: Error) {
    super(`cannot write the run id to ${file}: ${cause.message}`, { cause });
    this.name = 'RunIdFileError';
  }
}

/**
 * What writes the id of a run to a file, as the plain text that Metaflow writes.
 *
 * @throws RunIdFileError
 */
export function runIdWriter(file: string, { cwd }: CommandIo): (run: string) => Promise<void> {
  return async (run) => {
    try {
      await writeFile(resolve(cwd, file), run);
    } catch (error) {
      throw new RunIdFileError(file, error as Error);
    }
  };
}
