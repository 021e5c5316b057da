import type { AirflowApi, Dag, DagRun } from '@mf/airflow';
import { airflowRunId } from '@mf/runtime';

/** Airflow does not know the DAG. */
export class DagNotDeployedError extends Error {
  override readonly name = 'DagNotDeployedError';
  readonly code = 'MF2705';
  readonly advice =
    'Deploy it: mf airflow deploy FILE --to PLACE. Of a deployment with another name or branch, give --name, --branch or --production.';

  constructor(dagId: string) {
    super(`Airflow has no DAG ${dagId}`);
  }
}

/** The DAG has no such run. */
export class DagRunNotFoundError extends Error {
  override readonly name = 'DagRunNotFoundError';
  readonly code = 'MF2706';
  readonly advice = 'mf airflow list-runs FILE shows the runs there are. Both of their ids can be given.';

  constructor(dagId: string, run: string | undefined) {
    super(run === undefined ? `The DAG ${dagId} has no runs yet` : `The DAG ${dagId} has no run ${run}`);
  }
}

/** @throws DagNotDeployedError */
export async function deployedDag(api: AirflowApi, dagId: string): Promise<Dag> {
  const dag = await api.dag(dagId);
  if (!dag) throw new DagNotDeployedError(dagId);
  return dag;
}

/**
 * Finds a run of a DAG by the id that Airflow gave it, or by the one that Metaflow's readers know (`airflow-…`); the newest one when
 * none is given.
 *
 * @throws DagNotDeployedError, DagRunNotFoundError
 */
export async function findDagRun(api: AirflowApi, dagId: string, run: string | undefined): Promise<DagRun> {
  await deployedDag(api, dagId);
  const runs = await api.runs(dagId, run === undefined ? 1 : undefined);
  const found =
    run === undefined ? runs[0] : runs.find(({ runId }) => runId === run || airflowRunId(runId, dagId) === run);
  if (!found) throw new DagRunNotFoundError(dagId, run);
  return found;
}

/** The ids of a run in both worlds, and where Airflow shows it. */
export function runFacts(api: AirflowApi, dagId: string, runId: string): string {
  return [
    `Run:          ${airflowRunId(runId, dagId)}`,
    `Airflow run:  ${runId}`,
    `Page:         ${api.address(dagId, runId)}`,
    '',
  ].join('\n');
}

export function hasEnded({ state }: Pick<DagRun, 'state'>): boolean {
  return state === 'success' || state === 'failed';
}
