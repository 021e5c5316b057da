import type { AirflowApi } from '@mf/airflow';
import { hasEnded } from './dag-run';

/** Runs of the DAG go on. */
export class RunsGoingOnError extends Error {
  override readonly name = 'RunsGoingOnError';
  readonly code = 'MF2712';
  readonly advice = 'Wait for them, or end them: mf airflow terminate FILE RUN';

  constructor(dagId: string, runs: readonly string[]) {
    super(`${dagId} was not deleted: its runs go on: ${runs.slice(0, 5).join(', ')}${runs.length > 5 ? ', …' : ''}`);
  }
}

/** @throws RunsGoingOnError */
export async function checkNoneGoesOn(api: AirflowApi, dagId: string): Promise<void> {
  const going = (await api.runs(dagId)).filter((run) => !hasEnded(run)).map(({ runId }) => runId);
  if (going.length > 0) throw new RunsGoingOnError(dagId, going);
}
