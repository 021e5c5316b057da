import type { Datastore } from '@mf/datastore';
import { metaflowEnvironment, resolveUser, UnknownUserError } from '@mf/datastore';
import type { FlowIR } from '@mf/ir';
import { type Project, projectOnBranch } from '@mf/ir/graph';
import { type FlowGraph, flowGraph } from '../graph/flow-graph';
import type { StepArguments } from '../program/step-arguments';
import { resolveProject } from '../project';
import { StepNotInFlowError } from './errors';
import { type SchedulerPlace, schedulerPlace } from './scheduler-item';
import { openWorkerDatastore } from './worker-datastore';

/** What a task of an external scheduler is run with. */
export interface Supervision {
  readonly graph: FlowGraph;
  readonly datastore: Datastore;
  readonly args: StepArguments;
  /** Where the scheduler's task stands in the foreach loops. */
  readonly place: SchedulerPlace;
  readonly project: Project | undefined;
  /** Path of the bundle. */
  readonly bundle: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Who runs a task of a scheduler when neither the environment nor the system says. */
const schedulerUser = 'airflow';

/**
 * Opens what a task needs, before anything is written.
 *
 * @throws DatastoreNotConfiguredError, StepNotInFlowError, and what opening the datastore throws
 */
export function openSupervision(
  flow: FlowIR,
  args: StepArguments,
  bundle: string,
  environment: NodeJS.ProcessEnv,
): Supervision {
  const env = withUser(metaflowEnvironment(environment));
  const graph = flowGraph(flow);
  if (!graph.has(args.step)) throw new StepNotInFlowError(graph.flow.name, args.step);
  const datastore = openWorkerDatastore(`Step ${args.step}`, env);
  const { projectBranch } = args;
  const project =
    projectBranch === undefined ? resolveProject(graph.flow, {}, env) : projectOnBranch(graph.flow, projectBranch);
  const place = schedulerPlace(args.item ?? env['MF_ITEM'] ?? '');
  return { graph, datastore, args, place, project, bundle, env };
}

/** In containers nobody has a name; a scheduler's tasks need not have one. */
function withUser(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  try {
    resolveUser(env);
    return env;
  } catch (error) {
    if (!(error instanceof UnknownUserError)) throw error;
    return { ...env, METAFLOW_USER: schedulerUser };
  }
}
