import { setTimeout as sleep } from 'node:timers/promises';
import type { AirflowApi } from '@mf/airflow';
import { hasEnded } from './dag-run';

const looks = 3;
/** Milliseconds: a scheduler that has the run in its hands is done with it by then. */
const settled = 1000;

/**
 * Ends a run as failed, and looks whether it has ended: a scheduler that is just looking at the run may write its own state over it (seen on
 * Airflow 2.11), so it is said again.
 *
 * @returns false while the run goes on: Airflow lets exit hooks end first, and starts none while the DAG is paused
 */
export async function endRun(api: AirflowApi, dagId: string, runId: string): Promise<boolean> {
  for (let look = 0; look < looks; look++) {
    await api.fail(dagId, runId);
    await sleep(settled);
    if (hasEnded(await api.run(dagId, runId))) return true;
  }
  return false;
}
