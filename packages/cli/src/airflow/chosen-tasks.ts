import type { TaskInstance } from '@mf/airflow';

/** Of which tasks, and of which of their attempts, something is asked. */
export interface TaskChoice {
  /** Only this item of a foreach, as Airflow counts them. */
  readonly mapIndex?: number;
  /** From 0; the latest when not given. */
  readonly attempt?: number;
}

/** No task of the run has such an item, or such an attempt. */
export class NoSuchAttemptError extends Error {
  override readonly name = 'NoSuchAttemptError';
  readonly code = 'MF2717';

  constructor(
    what: string,
    readonly advice: string,
  ) {
    super(what);
  }
}

/** Those of the tasks that are chosen, and have come to the attempt that is. */
export function chosenTasks<Task extends Pick<TaskInstance, 'mapIndex' | 'tryNumber'>>(
  tasks: readonly Task[],
  { mapIndex, attempt = 0 }: TaskChoice,
): Task[] {
  return tasks.filter((task) => (mapIndex ?? task.mapIndex) === task.mapIndex && task.tryNumber > attempt);
}

/**
 * Says what is wrong with a choice that no task meets. One of everything is met also by a run without any task that has begun.
 *
 * @param of the name of the tasks' step, when it is only one
 * @throws NoSuchAttemptError
 */
export function checkChosen(
  tasks: readonly Pick<TaskInstance, 'mapIndex' | 'tryNumber'>[],
  choice: TaskChoice,
  runId: string,
  of = 'any step',
): void {
  const { mapIndex, attempt } = choice;
  const items = tasks.filter((task) => (mapIndex ?? task.mapIndex) === task.mapIndex);
  if (mapIndex !== undefined && items.length === 0) {
    const last = Math.max(-1, ...tasks.map((task) => task.mapIndex));
    throw new NoSuchAttemptError(
      `The run ${runId} has no item ${mapIndex} of ${of}`,
      last < 0
        ? 'There are no items: it is in no foreach, or the foreach has not begun. Leave --map-index out.'
        : `The last item is ${last}, the first 0.`,
    );
  }
  if (attempt !== undefined && chosenTasks(items, choice).length === 0) {
    const latest = Math.max(0, ...items.map(({ tryNumber }) => tryNumber)) - 1;
    const item = mapIndex === undefined ? of : `item ${mapIndex} of ${of}`;
    throw new NoSuchAttemptError(
      `The run ${runId} has no attempt ${attempt} of ${item}`,
      latest < 0 ? 'None has begun.' : `The latest attempt is ${latest}, the first 0.`,
    );
  }
}
