/** How often a task looks whether its scheduler is still there, in milliseconds. */
const interval = 500;

/** Watches over the process that started a task: a scheduler that was killed cannot say that its tasks are to stop. */
export interface SchedulerWatch {
  /** Whether that process is gone: the system has given the task another parent. */
  isGone(): boolean;
  stop(): void;
}

/**
 * Calls back once the scheduler is gone. A step that blocks its thread is told when it lets go of it.
 *
 * @param pid the process that started the task; undefined where nobody has said so
 */
export function watchScheduler(pid: number | undefined, onGone: () => void): SchedulerWatch {
  if (pid === undefined) return { isGone: () => false, stop: () => undefined };
  const isGone = (): boolean => process.ppid !== pid;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    isStopped = true;
    if (timer) clearInterval(timer);
  };
  const look = (): void => {
    if (!isGone()) return;
    stop();
    onGone();
  };
  // A step that never waits is over by then, and its task has no use for a timer.
  setImmediate(() => {
    if (!isStopped) timer = setInterval(look, interval).unref();
  });
  return { isGone, stop };
}
