import type { ChildProcess } from '../process/child-process';

/** How long a task may take to record that it was stopped. */
const graceMilliseconds = 10_000;

/** Signals of this process on their way to a task. */
export interface ForwardedSignals {
  /** Whether one has come. */
  isStopped(): boolean;
  /** Gives the signals back their usual effect. */
  release(): void;
}

/** Hands SIGTERM and SIGINT on to a task, which records that it was stopped, and kills it when it does not end. */
export function forwardSignals(child: ChildProcess): ForwardedSignals {
  let timer: NodeJS.Timeout | undefined;
  const forward = (signal: NodeJS.Signals): void => {
    child.kill(signal);
    timer ??= setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
  };
  process.on('SIGTERM', forward);
  process.on('SIGINT', forward);
  return {
    isStopped: () => timer !== undefined,
    release() {
      clearTimeout(timer);
      process.off('SIGTERM', forward);
      process.off('SIGINT', forward);
    },
  };
}
