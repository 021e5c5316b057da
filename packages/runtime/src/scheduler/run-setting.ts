import { checkTag, metaflowEnvironment, namespaceVariable, openDatastore, resolveUser } from '@mf/datastore';
import { projectTags } from '@mf/ir/graph';
import { flowGraph } from '../graph/flow-graph';
import { GraphWalk } from '../graph/graph-walk';
import { resolveProject } from '../project';
import { type CommonRunOptions, runLimits } from '../run-options';
import { launcher } from '../process/launcher';
import { ownProcesses } from '../process/task-processes';
import { systemTags } from '../system-tags';
import { canServe } from '../warm/can-serve';
import { warmProcesses } from '../warm/warm-processes';
import type { RemoteTasks } from './remote-tasks';
import { speaker } from './speaker';
import { stepRules } from './step-rules';
import type { RunSetting } from './task-scheduler';

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
