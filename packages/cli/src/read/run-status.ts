import { NotFoundError, type Run } from '@mf/client';
import { type TaskState, taskState } from './task-state';

/** How far a run is. */
export interface RunStatus {
  /** `failed` from the first task on that failed for good: no run recovers from that. */
  readonly status: TaskState;
  /** Whether no task of it runs any more. */
  readonly isOver: boolean;
  /** When its last task ended; undefined while it runs. */
  readonly finishedAt: Date | undefined;
}

/**
 * Reads how far a run is. A local datastore has no record of a run's end, so a run that was killed between two tasks counts as
 * running, as it does in Metaflow.
 *
 * @throws NotFoundError, NamespaceMismatchError
 */
export async function runStatus(run: Run): Promise<RunStatus> {
  const end = await run.endTask;
  if (end && (await taskState(end)) === 'successful') {
    return { status: 'successful', isOver: true, finishedAt: await end.finishedAt };
  }
  const states = new Set<TaskState>();
  let last: Date | undefined;
  for await (const step of run) {
    for await (const task of step) {
      states.add(await taskState(task));
      const finishedAt = await task.finishedAt;
      if (finishedAt && (!last || finishedAt > last)) last = finishedAt;
    }
  }
  const status = states.has('failed') ? 'failed' : 'running';
  const isOver = status === 'failed' && !states.has('running');
  return { status, isOver, finishedAt: isOver ? last : undefined };
}

/** When a run started. Not its own time of creation: that becomes the time of the last change of its tags. */
export async function startedAt(run: Run): Promise<Date> {
  try {
    return await run.step('_parameters').createdAt;
  } catch (error) {
    if (error instanceof NotFoundError && error.kind === 'Step') return run.createdAt;
    throw error;
  }
}
