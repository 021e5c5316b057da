import { dagId } from '@mf/airflow';
import type { FlowIR } from '@mf/ir';
import type { CommandIo } from '../command-io';
import { deployedProject } from '../deployment/deployed-project';
import type { LoadedFlow } from '../load-flows';
import { compiledOrReported } from '../report/compiled-or-reported';

/** Which of the deployments of a flow a command is about. */
export interface DagOptions {
  /** Id of its DAG; not with `@project`. */
  readonly name?: string;
  readonly branch?: string;
  readonly production?: boolean;
}

/** The DAG that a flow is, or will be, on Airflow. */
export interface FlowDag {
  readonly ir: FlowIR;
  readonly dagId: string;
}

/** What the DAG of a flow is called. Undefined when the flow has mistakes, which have been printed. */
export async function dagOfFlow(flow: LoadedFlow, options: DagOptions, io: CommandIo): Promise<FlowDag | undefined> {
  const compiled = compiledOrReported(flow, io);
  if (!compiled) return undefined;
  const { ir } = compiled;
  return { ir, dagId: dagId(ir, await deployedProject(ir, options, io), options) };
}
