import { NotFoundError, type Run } from '@mf/client';
import { airflowRunId } from '@mf/runtime';
import type { CommandIo } from '../command-io';
import { openFlow } from './open-flow';

/** No run in the datastore was started by a run of Airflow with this id. */
export class NoRunOfDagRunError extends Error {
  override readonly name = 'NoRunOfDagRunError';
  readonly code = 'MF2811';
  readonly advice =
    'Is this the datastore that Airflow writes to? A run that has failed before its first step has stored nothing. Of a DAG with a name ' +
    'of its own, give --dag-id.';

  constructor(flow: string, dagRun: string, place: string) {
    super(`${flow} has no run in ${place} that Airflow calls ${dagRun}`);
  }
}

/** Several deployments of a flow have a run of this id: those of a schedule are called after their time. */
export class SeveralRunsOfDagRunError extends Error {
  override readonly name = 'SeveralRunsOfDagRunError';
  readonly code = 'MF2812';
  readonly advice = 'Name one of them, or the deployment with --dag-id.';

  constructor(flow: string, dagRun: string, runs: readonly string[]) {
    super(`${runs.length} runs of ${flow} are called ${dagRun} by Airflow: ${runs.join(', ')}`);
  }
}

/** Ids of runs on this machine; those that schedulers derive from their own. */
const own = /^\d+$/;
const derived = /^(airflow-[0-9a-f]{12}|(argo|sfn)-.+)$/;
/** Ids that Airflow alone can have: those that it makes itself, and what would not be a folder. */
const foreign = /__|[/\\]/;

/**
 * The id of the run that a user means by one: Airflow's own ids (`manual__…`, `scheduled__…`, one that somebody has chosen) lead to the run
 * that it has started. It is that of the flow's own DAG, else the only one of any deployment. What nothing is known of is returned as it is,
 * unless Airflow alone can have made it.
 *
 * @param dagId the DAG of the run, if it is known
 * @throws NoRunOfDagRunError, SeveralRunsOfDagRunError, NoDatastoreError
 */
export async function originRunId(
  flowName: string,
  given: string,
  dagId: string | undefined,
  io: CommandIo,
): Promise<string> {
  if (derived.test(given)) return given;
  if (dagId !== undefined) return airflowRunId(given, dagId);
  if (own.test(given)) return given;
  const { flow, datastore } = openFlow(flowName, '', io);
  for (const run of [airflowRunId(given, flowName), ...(foreign.test(given) ? [] : [given])])
    if ((await datastore.metadata.run({ flow: flowName, run })) !== undefined) return run;
  const found: string[] = [];
  for await (const run of flow.runs()) {
    if (run.id.startsWith('airflow-') && (await dagRunOf(run)) === given) found.push(run.id);
  }
  if (found.length > 1) throw new SeveralRunsOfDagRunError(flowName, given, found);
  if (found.length === 1) return found[0]!;
  if (foreign.test(given)) throw new NoRunOfDagRunError(flowName, given, datastore.metadata.info);
  return given;
}

/** What Airflow calls a run, as one of its tasks has recorded. */
async function dagRunOf(run: Run): Promise<unknown> {
  try {
    for await (const step of run) {
      for await (const task of step) return (await task.metadataDict)['airflow-dag-run-id'];
    }
  } catch (error) {
    // A run that has begun just now.
    if (!(error instanceof NotFoundError)) throw error;
  }
  return undefined;
}
