import type { ChildProcess } from '../process/child-process';

/** How long a task may take to record that it was stopped. */
const graceMilliseconds = 10_000;

/**
 * Hands SIGTERM and SIGINT on to a task, which records that it was stopped, and kills it when it does not end.
 *
 * @returns a function that gives the signals back their usual effect
 */
export function forwardSignals(child: ChildProcess): () => void {
  let timer: NodeJS.Timeout | undefined;
  const forward = (signal: NodeJS.Signals): void => {
    child.kill(signal);
    timer ??= setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
  };
  process.on('SIGTERM', forward);
  process.on('SIGINT', forward);
  return () => {
    clearTimeout(timer);
    process.off('SIGTERM', forward);
    process.off('SIGINT', forward);
  };
}
