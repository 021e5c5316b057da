import type { TaskScheduler } from './task-scheduler';

/** How often a long run says how it stands (Metaflow's number). */
const intervalMilliseconds = 5 * 60 * 1000;

/**
 * Says every five minutes what runs and what waits.
 *
 * @returns a function that ends it
 */
export function reportProgress(scheduler: TaskScheduler, say: (text: string, isBad: boolean) => void): () => void {
  const timer = setInterval(() => {
    for (const line of progressLines(scheduler)) say(line, false);
  }, intervalMilliseconds);
  return () => clearInterval(timer);
}

/** The lines that say how a run stands, in Metaflow's words. */
export function progressLines({
  active,
  waiting,
  counts,
}: Pick<TaskScheduler, 'active' | 'waiting' | 'counts'>): string[] {
  const steps = [...counts]
    .filter(([, { running }]) => running > 0)
    .map(([step, { running, done }]) => `${step} (${running} running; ${done} done)`)
    .join(', ');
  return [
    active === 0 ? 'No tasks are running.' : `${active === 1 ? '1 task is' : `${active} tasks are`} running: ${steps}.`,
    waiting === 0
      ? 'No tasks are waiting in the queue.'
      : `${waiting === 1 ? '1 task is' : `${waiting} tasks are`} waiting in the queue.`,
  ];
}
