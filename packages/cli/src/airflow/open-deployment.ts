import type { AirflowApi } from '@mf/airflow';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { loadFlows } from '../load-flows';
import { dagOfFlow, type DagOptions } from './flow-dag';
import { type AirflowOptions, openAirflow } from './open-airflow';

/** Which deployment of a flow, in which Airflow. */
export interface DeployedFlowOptions extends AirflowOptions, DagOptions {}

/** The Airflow in which a flow is, or may be, and what its DAG is called there. */
export interface OpenDeployment {
  readonly api: AirflowApi;
  readonly dagId: string;
}

/**
 * Finds out what the DAG of a flow is called, and connects with its Airflow. Undefined when the flow has mistakes, which have been printed.
 *
 * @throws as `openAirflow`
 */
export async function openDeployment(
  file: string,
  options: DeployedFlowOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<OpenDeployment | undefined> {
  const [flow] = await loadFlows([file], io, configs);
  const found = await dagOfFlow(flow!, options, io);
  return found && { api: await openAirflow(options, io), dagId: found.dagId };
}
