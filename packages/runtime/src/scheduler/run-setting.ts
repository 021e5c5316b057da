import {
  checkTag,
  type Datastore,
  type MetadataWriter,
  metaflowEnvironment,
  namespaceVariable,
  openDatastore,
  resolveUser,
} from '@mf/datastore';
import type { DecoratorIR, Project } from '@mf/ir';
import { projectTags } from '@mf/ir/graph';
import { type FlowGraph, flowGraph } from '../graph/flow-graph';
import { GraphWalk } from '../graph/graph-walk';
import { resolveProject } from '../project';
import { type CommonRunOptions, runLimits } from '../run-options';
import { launcher } from '../process/launcher';
import { ownProcesses, type TaskProcesses } from '../process/task-processes';
import { systemTags } from '../system-tags';
import { canServe } from '../warm/can-serve';
import { warmProcesses } from '../warm/warm-processes';
import type { RemoteTasks } from './remote-tasks';
import { speaker } from './speaker';
import type { OutputSink } from './output-line';
import type { ProgressSink } from './step-counts';
import { type StepRules, stepRules } from './step-rules';

/** What a run's tasks have in common. */
export interface RunSetting {
  readonly graph: FlowGraph;
  readonly walk: GraphWalk;
  readonly run: string;
  /** Path of the bundle. */
  readonly bundle: string;
  readonly processes: TaskProcesses;
  /** Where tasks run that do not run on this machine. */
  readonly remote?: RemoteTasks | undefined;
  readonly datastore: Datastore;
  readonly metadata: MetadataWriter;
  readonly originRun: string | null;
  /** Of a flow with `@project`. */
  readonly project: Project | undefined;
  readonly tags: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Environment of the first step alone: the parameters. */
  readonly startEnv: Readonly<Record<string, string>>;
  readonly maxWorkers: number;
  readonly maxSplits: number;
  readonly logLimit: number;
  /** What the decorators of a step ask of the scheduler. */
  readonly stepRules: (step: string) => StepRules;
  /** Decorators of `--with`, which the tasks have to be told about. */
  readonly with: readonly DecoratorIR[];
  readonly output: OutputSink;
  readonly outputTaken: () => Promise<void>;
  readonly onProgress: ProgressSink;
}

/** Everything of a run but its id. */
export type RunPreparation = Omit<RunSetting, 'run' | 'remote'>;

/**
 * Checks what a run needs before anything of it is written, and opens the datastore.
 *
 * @throws InvalidTagError, UnknownUserError of `@mf/datastore`, and what `openDatastore` throws; TooManyRetriesError,
 *   CatchNotPossibleError, ProjectOptionError
 */
export function prepareRun(options: CommonRunOptions): RunPreparation {
  const {
    bundle,
    ir,
    output,
    namespace,
    isolation = 'process',
    tags = [],
    with: added = [],
    cwd = process.cwd(),
    env = metaflowEnvironment(process.env, cwd),
  } = options;
  const words = [launcher, bundle];
  for (const tag of tags) checkTag(tag);
  const graph = flowGraph(ir);
  const rules = new Map(ir.steps.map((step) => [step.name, stepRules(step, added)]));
  const project = resolveProject(ir, options, env);
  const datastore = openDatastore({ env, cwd, create: true, datastore: options.datastore, metadata: options.metadata });
  const metadata = datastore.metadata.writer(ir.name, {
    user: resolveUser(env),
    tags,
    systemTags: [...systemTags(env), ...projectTags(project)],
  });
  return {
    graph,
    walk: new GraphWalk(graph),
    bundle,
    processes: isolation === 'module' && canServe(bundle) ? warmProcesses(words, { cwd, env }) : ownProcesses(words),
    datastore,
    metadata,
    originRun: null,
    project,
    tags,
    cwd,
    env: namespace === undefined ? env : { ...env, [namespaceVariable]: namespace },
    startEnv: {},
    ...runLimits(options),
    stepRules: (step) => rules.get(step) ?? { retries: 0, minutesBetweenRetries: 0, fallbacks: 0, environment: {} },
    with: added,
    output,
    outputTaken: options.outputTaken ?? (() => Promise.resolve()),
    onProgress: options.onProgress ?? (() => undefined),
  };
}

/** Opens what is to run tasks on other machines. @throws what that throws */
export function openRemote(
  options: CommonRunOptions,
  { datastore, env, output, project }: RunPreparation,
): Promise<RemoteTasks | undefined> {
  const open = options.openRemote;
  if (!open) return Promise.resolve(undefined);
  return open({ datastore, user: resolveUser(env), env, project, say: speaker(output) });
}
