import type { Datastore } from '@mf/datastore';
import { metaflowEnvironment, openDatastore, resolveUser, UnknownUserError, WITH_DATA } from '@mf/datastore';
import { type Project, projectOnBranch } from '@mf/ir/graph';
import { type FlowGraph, flowGraph } from '../graph/flow-graph';
import { parseIndexStack } from '../identity';
import type { Program } from '../program/program';
import type { StepArguments } from '../program/step-arguments';
import { resolveProject } from '../project';
import { DatastoreNotConfiguredError, StepNotInFlowError } from './errors';

/** What a task of an external scheduler is run with. */
export interface Supervision {
  readonly graph: FlowGraph;
  readonly datastore: Datastore;
  readonly args: StepArguments;
  /** The place of the scheduler's task in the foreach loops. */
  readonly indexStack: readonly number[];
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
  program: Program,
  args: StepArguments,
  bundle: string,
  environment: NodeJS.ProcessEnv,
): Supervision {
  const env = withUser(metaflowEnvironment(environment));
  const graph = flowGraph(program.ir());
  if (!graph.has(args.step)) throw new StepNotInFlowError(graph.flow.name, args.step);
  const datastore = openWorkerDatastore(args.step, env);
  const { projectBranch } = args;
  const project =
    projectBranch === undefined ? resolveProject(graph.flow, {}, env) : projectOnBranch(graph.flow, projectBranch);
  return { graph, datastore, args, indexStack: parseIndexStack(args.index), project, bundle, env };
}

/**
 * What goes into a directory must go into one that outlives the task: on a scheduler, that is none that is merely found. Records of runs
 * are kept beside the data there.
 */
function openWorkerDatastore(step: string, env: NodeJS.ProcessEnv): Datastore {
  const datastore = openDatastore({ env, create: true });
  if (env['METAFLOW_DATASTORE_SYSROOT_LOCAL'] || datastore.metadata.type !== 'local') return datastore;
  if (datastore.storage.type === 'local') throw new DatastoreNotConfiguredError(step);
  return openDatastore({ env, create: true, metadata: WITH_DATA });
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
