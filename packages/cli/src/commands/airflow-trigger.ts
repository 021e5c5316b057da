import { deployedDag, runFacts } from '../airflow/dag-run';
import { dagOfFlow, type DagOptions } from '../airflow/flow-dag';
import { type AirflowOptions, openAirflow } from '../airflow/open-airflow';
import { namedValues, triggerValues } from '../airflow/trigger-values';
import { watchRun } from '../airflow/watch-run';
import type { CommandIo } from '../command-io';
import { parameterValues } from '../options/parameter-option';
import type { LoadedFlow } from '../load-flows';

/** Options of `mf airflow trigger`; those of the flow's parameters are among them (see `parameterOption`). */
export interface AirflowTriggerOptions extends AirflowOptions, DagOptions {
  /** `NAME=VALUE` of parameters. */
  readonly param: readonly string[];
  /** Show what becomes of the run until it has ended. */
  readonly wait?: true;
}

/** Starts a run of a deployed flow. Exit code 0 when it was started, with `wait` when it has succeeded. */
export async function airflowTrigger(flow: LoadedFlow, options: AirflowTriggerOptions, io: CommandIo): Promise<number> {
  const found = await dagOfFlow(flow, options, io);
  if (!found) return 1;
  const { ir, dagId } = found;
  const values = triggerValues(ir, { ...parameterValues(options), ...namedValues(options.param) }, io.env);
  const api = await openAirflow(options, io);
  const dag = await deployedDag(api, dagId);
  const { runId } = await api.trigger(dagId, values);
  io.stdout.write(runFacts(api, dagId, runId));
  if (dag.paused) io.stdout.write(`${dagId} is suspended: the run waits for mf airflow unsuspend.\n`);
  return options.wait ? watchRun(api, { flow: ir.name, dagId, file: flow.file, options }, runId, io) : 0;
}
