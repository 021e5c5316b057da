import type { AirflowApi } from '@mf/airflow';
import type { CommandIo } from '../command-io';
import type { ConfigOptions } from '../configs/config-options';
import { checkMayChange } from '../deployment/production-token';
import { loadFlows } from '../load-flows';
import { dagOfFlow, type DagOptions } from './flow-dag';
import { type AirflowOptions, openAirflow } from './open-airflow';

/** Which deployment of a flow, in which Airflow. */
export interface DeployedFlowOptions extends AirflowOptions, DagOptions {}

/** Of a command that changes it, or what it does. */
export interface ChangedFlowOptions extends DeployedFlowOptions {
  /** The production token of a deployment that somebody else has made. */
  readonly authorize?: string;
}

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

/**
 * The same for a command that changes what is deployed: only for who has deployed it, or knows its production token. Metaflow's rule.
 *
 * @throws as `openAirflow` and `checkMayChange`
 */
export async function openToChange(
  file: string,
  options: ChangedFlowOptions,
  io: CommandIo,
  configs: ConfigOptions,
): Promise<OpenDeployment | undefined> {
  const deployment = await openDeployment(file, options, io, configs);
  if (deployment) await checkMayChange(deployment.dagId, options.authorize, io);
  return deployment;
}
