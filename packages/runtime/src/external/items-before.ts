import { attemptSlot, externalTaskId, placeOf } from '../identity';
import { storedTransition } from '../graph/stored-outcome';
import { openIfDone } from '../task/open-if-done';
import type { Supervision } from './supervision';

/**
 * How many items Airflow 2 may have made tasks for when the split at this place ran earlier in the run; 0 for other tasks, and on other
 * schedulers.
 *
 * Airflow 2.11 takes the tasks of items that there are no more (`removed`) for ones that have not succeeded when it asks, outside of a
 * mapped group, whether a join can start (`TriggerRuleDep`): it would wait for ever. And it may run a task beyond the end of a list that
 * has become shorter. So no list must. Airflow 3 leaves such tasks out.
 *
 * @param most what Airflow takes: of more it has made no tasks
 * @throws what reading the datastore throws
 */
export async function itemsBefore(
  { graph, datastore, args, place: { indexStack }, env }: Supervision,
  most: number,
): Promise<number> {
  const { step, run, attempt } = args;
  // A variable that Airflow 3 calls by another name; the DAG file gives it to containers, empty on Airflow 3.
  const isAirflow2 = Boolean(env['AIRFLOW_CTX_EXECUTION_DATE']);
  const { next } = graph.step(step);
  // A run that is started anew under its old id begins with attempt 0.
  if (!isAirflow2 || attempt === 0 || next.kind !== 'foreach') return 0;
  const flow = datastore.flow(graph.flow.name);
  const slots = Array.from({ length: attemptSlot(attempt) + 1 }, (_none, slot) => slot);
  const stored = await Promise.all(
    slots.map((slot) => openIfDone(flow, { run, step, task: externalTaskId(indexStack) }, slot)),
  );
  const told = stored.map((task) => (task && storedTransition(task)?.splits) ?? 0);
  // The last slot has the newest attempt alone; the tasks of items stay.
  const begun = (await flow.tasks(run, next.to)).map((task) => indexAt(task, indexStack) + 1);
  return Math.max(0, ...[...told, ...begun].filter((count) => count <= most));
}

/** Which item of the foreach at a place a task is of; -1 for a task that is elsewhere. */
function indexAt(task: string, foreach: readonly number[]): number {
  const at = placeOf(task) ?? [];
  return foreach.every((index, level) => at[level] === index) ? (at[foreach.length] ?? -1) : -1;
}
