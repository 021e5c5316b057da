import { isBeating, type PulseState, readRunPulse, type RunPath } from '@mf/datastore';
import type { Context } from './context';
import type { TaskState } from './task-state';

/**
 * What has become of a run. `interrupted`: a signal stopped it in order; `killed`: its scheduler is gone without a word. Both can be
 * resumed, as can one that has `failed`.
 */
export type RunState = PulseState | 'killed';

/** How far a run is. */
export interface RunStatus {
  readonly state: RunState;
  /** Whether nobody works on it any more. A run that is bound to fail can still have tasks that run. */
  readonly isOver: boolean;
  /** When it ended; of a run that was killed, when that was seen last. Undefined while it goes on. */
  readonly finishedAt: Date | undefined;
}

/** What is asked of the run, whatever its flow: its last task, and all tasks of all steps. */
interface RunRead extends AsyncIterable<AsyncIterable<TaskRead>> {
  readonly endTask: Promise<TaskRead | undefined>;
}

interface TaskRead {
  readonly state: Promise<TaskState>;
  readonly finishedAt: Promise<Date | undefined>;
}

/**
 * Reads how far a run is: from what its scheduler leaves beside it, and where there is nothing of the kind (a run of Metaflow, or of
 * Airflow) from its tasks. Such a run counts as running as long as no task has failed for good and the last step is not done.
 *
 * @throws NotFoundError, NamespaceMismatchError
 */
export async function readRunStatus(run: RunRead, { datastore }: Context, path: RunPath): Promise<RunStatus> {
  const pulse = await readRunPulse(datastore.storage, path);
  if (!pulse) return statusOfTasks(run);
  if (isBeating(pulse, Date.now())) return { state: 'running', isOver: false, finishedAt: undefined };
  if (pulse.state !== 'running') return { state: pulse.state, isOver: true, finishedAt: new Date(pulse.beatAt) };
  const done = await statusOfTasks(run);
  return done.state === 'successful'
    ? done
    : { state: 'killed', isOver: true, finishedAt: done.lastTaskAt ?? new Date(pulse.beatAt) };
}

async function statusOfTasks(run: RunRead): Promise<RunStatus & { readonly lastTaskAt?: Date | undefined }> {
  const end = await run.endTask;
  if (end && (await end.state) === 'successful') {
    return { state: 'successful', isOver: true, finishedAt: await end.finishedAt };
  }
  const states = new Set<TaskState>();
  let lastTaskAt: Date | undefined;
  for await (const step of run) {
    for await (const task of step) {
      states.add(await task.state);
      const finishedAt = await task.finishedAt;
      if (finishedAt && (!lastTaskAt || finishedAt > lastTaskAt)) lastTaskAt = finishedAt;
    }
  }
  const state = states.has('failed') ? 'failed' : 'running';
  const isOver = state === 'failed' && !states.has('running');
  return { state, isOver, finishedAt: isOver ? lastTaskAt : undefined, lastTaskAt };
}
