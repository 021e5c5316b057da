import type { Dag } from '@mf/airflow';

/** When a deployed flow starts by itself, in words; undefined when it does not. */
export function scheduleText({ schedule, nextRun }: Pick<Dag, 'schedule' | 'nextRun'>): string | undefined {
  if (!schedule) return undefined;
  if (nextRun) return `${schedule}, next ${nextRun}`;
  // What Airflow 3 and 2 say of a DAG that no clock starts.
  return schedule === 'Asset' || schedule === 'Dataset' ? 'when its events come' : `${schedule}, next never`;
}
