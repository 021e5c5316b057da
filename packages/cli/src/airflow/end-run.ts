import { setTimeout as sleep } from 'node:timers/promises';
import type { AirflowApi } from '@mf/airflow';
import { askUntil } from './ask-again';
import { hasEnded } from './dag-run';

/** A scheduler that has the run in its hands is done with it by then. */
const settled = 1000;

/**
 * Ends a run as failed, and sees to it that it has ended: a scheduler that is just looking at the run may write its own state over it (seen
 * on Airflow 2.11), and the run would go on.
 */
export async function endRun(api: AirflowApi, dagId: string, runId: string): Promise<void> {
  await askUntil(async () => {
    await api.fail(dagId, runId);
    await sleep(settled);
    return hasEnded(await api.run(dagId, runId)) || undefined;
  });
}
