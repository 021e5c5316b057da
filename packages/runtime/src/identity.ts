import { nodeCrypto } from '@mf/datastore';

/** Readers of Metaflow look at the attempts 0 to 5 of a task and at no other (its MAX_ATTEMPTS is 6). */
export const lastAttemptSlot = 5;

/**
 * Run id of an Airflow DAG run: `airflow-` and the first 12 hex digits of the MD5 of `<airflow run id>-<dag id>`.
 * Metaflow's own formula; hashed because Airflow's run ids contain characters that its readers split paths at.
 */
export function airflowRunId(airflowRunId: string, dagId: string): string {
  return `airflow-${nodeCrypto().createHash('md5').update(`${airflowRunId}-${dagId}`).digest('hex').slice(0, 12)}`;
}

/**
 * Task id on an external scheduler: a function of the task's place in its foreach loops, so that nobody has to pass ids
 * around. `task` outside of any foreach, `task-0.2` for index 0 of the outer and 2 of the inner one. Never a number:
 * Metaflow takes numbers for ids that its own scheduler registered.
 */
export function externalTaskId(indexStack: readonly number[]): string {
  return indexStack.length === 0 ? 'task' : `task-${formatIndexStack(indexStack)}`;
}

/**
 * Task id of a step in a loop, on an external scheduler: of the place, and how often this run of the loop has come by there before
 * (`task-x0`, `task-0.2-x3`). The steps after the loop look for the last one.
 */
export function loopTaskId(indexStack: readonly number[], visit: number): string {
  return `${externalTaskId(indexStack)}${visitMark}${visit}`;
}

/** Which visit of its place the id of a task in a loop stands for; undefined for the id of another place. */
export function visitOf(taskId: string, indexStack: readonly number[]): number | undefined {
  const prefix = externalTaskId(indexStack) + visitMark;
  const visit = taskId.startsWith(prefix) ? taskId.slice(prefix.length) : '';
  return /^\d+$/.test(visit) ? Number(visit) : undefined;
}

/** The place that the id of a task is of, in a loop or not; undefined for an id that is none of these. */
export function placeOf(taskId: string): readonly number[] | undefined {
  const [isOne, place = ''] = /^task(?:-(\d+(?:\.\d+)*))?(?:-x\d+)?$/.exec(taskId) ?? [];
  return isOne === undefined ? undefined : parseIndexStack(place);
}

const visitMark = '-x';

/** The indices of a task in its foreach loops, the outermost first, as written on a command line: `0.2`. */
export function formatIndexStack(indexStack: readonly number[]): string {
  return indexStack.join('.');
}

/**
 * The reverse of formatIndexStack; the empty text is no foreach.
 *
 * @throws RangeError for anything else
 */
export function parseIndexStack(text: string): number[] {
  if (text === '') return [];
  if (!/^\d+(\.\d+)*$/.test(text)) throw new RangeError(`${JSON.stringify(text)} is not a list of indices like 0.2`);
  return text.split('.').map(Number);
}

/**
 * Where the results of an attempt go when an external scheduler counts attempts without an end: to the slot of its number, and
 * beyond 5 to the last slot, which is emptied before it is used again. The same happens to a slot, and to all later ones, when a
 * number comes back: a DAG run that is deleted and started anew under its old id counts from 0.
 *
 * @param attempt the scheduler's own count, from 0
 */
export function attemptSlot(attempt: number): number {
  return Math.min(attempt, lastAttemptSlot);
}
