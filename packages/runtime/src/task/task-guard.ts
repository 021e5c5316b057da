import { ProcessExitError, TaskStoppedError, UnsettledStepError } from './errors';
import { watchScheduler } from './watch-scheduler';

/** Those by which a scheduler, a terminal and a terminal that is closed tell a process to stop. */
const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Watches over a process while it runs author code. */
export interface TaskGuard {
  /** Rejects with the first thing that makes the step fail besides what it throws itself. Never resolves. */
  readonly failure: Promise<never>;
  /** The same, for a look at the end: undefined while nothing has happened. */
  readonly failed: { readonly error: unknown } | undefined;
  /** Makes the step fail, unless it has failed already. */
  fail(error: unknown): void;
  /** The step has come to its end: what it leaves counts, even when its scheduler is gone by now. */
  stepEnded(): void;
  /** Stops watching and gives the process back its own ways. */
  release(): void;
}

/**
 * From here on a step fails, and its failure can be recorded, when an exception or a rejected promise is caught by nobody,
 * when it calls `process.exit`, when it waits for something that cannot happen any more, or when the task is told to stop or its
 * scheduler is gone.
 *
 * @param schedulerPid the process that started this one, where it said so
 */
export function guardTask(step: string, schedulerPid?: number): TaskGuard {
  let failed: { readonly error: unknown } | undefined;
  let reject: (error: unknown) => void;
  const failure = new Promise<never>((_resolve, rejectFailure) => {
    reject = rejectFailure;
  });
  // Handled even when nobody waits for it any more.
  failure.catch(() => undefined);
  const fail = (error: unknown): void => {
    failed ??= { error };
    reject(error);
  };

  const exit = process.exit.bind(process);
  process.exit = ((code?: unknown) => {
    const error = new ProcessExitError(step, code);
    fail(error);
    // process.exit never returns: what comes after it in the author's code must not run.
    throw error;
  }) as typeof process.exit;
  const onUnsettled = (): void => fail(new UnsettledStepError(step));
  const onSignal = (signal: NodeJS.Signals): void => fail(new TaskStoppedError(step, signal));
  const onGone = (): void => fail(new TaskStoppedError(step, 'the end of its scheduler'));
  const scheduler = watchScheduler(schedulerPid, onGone);
  // Nobody reads any more what the step prints: that is not its own mistake.
  const onException = (error: unknown): void =>
    (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE' && scheduler.isGone() ? onGone() : fail(error);
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', fail);
  process.on('beforeExit', onUnsettled);
  for (const signal of stopSignals) process.on(signal, onSignal);
  return {
    failure,
    get failed() {
      return failed;
    },
    fail,
    stepEnded: () => scheduler.stop(),
    release() {
      process.exit = exit;
      process.off('uncaughtException', onException);
      process.off('unhandledRejection', fail);
      process.off('beforeExit', onUnsettled);
      for (const signal of stopSignals) process.off(signal, onSignal);
      scheduler.stop();
    },
  };
}
