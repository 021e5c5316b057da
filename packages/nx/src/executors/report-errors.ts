import { Writable } from 'node:stream';
import { printError, processIo } from '@mf/cli/report';

/** Calls an executor so that its errors for the user are printed like those of the `mf` command, and fail the task. */
export async function reportErrors(execute: () => Promise<{ success: boolean }>): Promise<{ success: boolean }> {
  try {
    return await execute();
  } catch (error) {
    printError(error, processIo());
    return { success: false };
  }
}

/** What `reportErrors` would print of an error. */
export function describeError(error: unknown): string {
  const pieces: string[] = [];
  const stderr = new Writable({
    write(chunk: Buffer, _encoding, done) {
      pieces.push(chunk.toString());
      done();
    },
  });
  printError(error, { ...processIo(), stderr });
  return pieces.join('');
}
