import { attemptSlot, externalTaskId } from '../identity';
import { storedTransition } from '../graph/stored-outcome';
import { openIfDone } from '../task/open-if-done';
import type { Supervision } from './supervision';

/**
 * How many items a foreach had that an earlier attempt of its split gave to Airflow 2 in this run; 0 where no more are known, or where
 * fewer than that do no harm.
 *
 * Airflow 2.11 takes the tasks of items that there are no more (`removed`) for ones that have not succeeded when it asks, outside of a
 * mapped group, whether a join can start (`TriggerRuleDep`): it would wait for ever. Airflow 3 leaves them out.
 *
 * @param most what Airflow takes: of more it has made no tasks
 * @throws what reading the datastore throws
 */
export async function itemsBefore(
  { graph, datastore, args, indexStack, env }: Supervision,
  most: number,
): Promise<number> {
  const { step, run, attempt } = args;
  // A variable that Airflow 3 calls by another name; the DAG file gives it to containers, empty on Airflow 3.
  const isAirflow2 = Boolean(env['AIRFLOW_CTX_EXECUTION_DATE']);
  // Joins of inner loops look at each item; and a run that is started anew under its old id begins with attempt 0.
  if (!isAirflow2 || attempt === 0 || indexStack.length > 0 || graph.step(step).next.kind !== 'foreach') return 0;
  const flow = datastore.flow(graph.flow.name);
  const slots = Array.from({ length: attemptSlot(attempt) + 1 }, (_none, slot) => slot);
  const stored = await Promise.all(
    slots.map((slot) => openIfDone(flow, { run, step, task: externalTaskId([]) }, slot)),
  );
  const counts = stored.map((task) => (task && storedTransition(task)?.splits) ?? 0);
  return Math.max(0, ...counts.filter((count) => count <= most));
}
