/** How Node calls writes that the system has not taken yet: `WriteWrap`, `SimpleWriteWrap`. */
const pendingWrite = /WriteWrap$/;

/**
 * Resolves when the system has taken all that this process has printed, or nobody takes it any more: `process.exit` throws away what a pipe
 * whose reader is slower has not.
 */
export async function outputWritten(): Promise<void> {
  // The streams are made when they are first asked for, which takes longer than many a task.
  if (!process.getActiveResourcesInfo().some((resource) => pendingWrite.test(resource))) return;
  await Promise.all([process.stdout, process.stderr].map(written));
}

/** `outputWritten` for one of the streams. */
export function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0 || stream.destroyed) resolve();
    else stream.write('', () => resolve());
  });
}

/**
 * Ends the process once its output is written, whatever still runs in it.
 *
 * @param exit Node's own: a step's process has another one meanwhile
 */
export function exitWritten(code: number, exit: (code: number) => void): void {
  // What is left of the author's code, or a reader that is gone, changes nothing any more.
  process.on('uncaughtException', () => undefined);
  void outputWritten().then(() => exit(code));
}
