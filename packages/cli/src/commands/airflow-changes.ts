import { deployedDag, findDagRun, hasEnded, runFacts } from '../airflow/dag-run';
import { endRun } from '../airflow/end-run';
import { type ChangedFlowOptions, openToChange } from '../airflow/open-deployment';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';

/** Ends a run of a deployed flow as failed: tasks that run are stopped. */
export async function airflowTerminate(
  file: string,
  run: string,
  options: ChangedFlowOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<number> {
  const deployment = await openToChange(file, options, io, configs);
  if (!deployment) return 1;
  const { api, dagId } = deployment;
  const dagRun = await findDagRun(api, dagId, run);
  io.stdout.write(runFacts(api, dagId, dagRun.runId));
  if (hasEnded(dagRun)) {
    io.stdout.write(`It has ended already: ${dagRun.state}.\n`);
    return 0;
  }
  io.stdout.write(
    (await endRun(api, dagId, dagRun.runId))
      ? 'Terminated: Airflow stops its tasks, and the run counts as failed.\n'
      : 'Airflow stops its tasks. The run has not ended yet: exit hooks come first, and do not start while the flow is suspended.\n',
  );
  return 0;
}

/** Stops or lets go on what starts a deployed flow: with `suspended`, no run of it begins. Runs that are going on go on. */
export async function airflowSuspend(
  file: string,
  suspended: boolean,
  options: ChangedFlowOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<number> {
  const deployment = await openToChange(file, options, io, configs);
  if (!deployment) return 1;
  const { api, dagId } = deployment;
  await deployedDag(api, dagId);
  await api.setPaused(dagId, suspended);
  const dag = await deployedDag(api, dagId);
  io.stdout.write(`${dagId} is ${suspended ? 'suspended' : 'not suspended'}.\nPage:  ${api.address(dagId)}\n`);
  if (!suspended && dag.nextRun !== null) io.stdout.write(`Next:  ${dag.nextRun}\n`);
  return 0;
}
