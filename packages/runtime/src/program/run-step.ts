import { openDatastore, resolveIdentity, resolveUser } from '@mf/datastore';
import type { FlowIR, Project } from '@mf/ir';
import { endpointsOf, projectOnBranch, projectTags, startingEvents } from '@mf/ir/graph';
import { parseIndexStack } from '../identity';
import { parseInputPaths } from '../graph/input-paths';
import { eventValues } from '../parameters/event-values';
import { passedParametersVariable, readParametersVariable } from '../parameters/resolve-parameters';
import { resolveProject } from '../project';
import { systemTags } from '../system-tags';
import { passedText } from '../text-variables';
import { readTriggers, type TriggerRecord } from '../trigger';
import { openIfDone } from '../task/open-if-done';
import { runTask } from '../task/run-task';
import type { TaskContext } from '../task/task-context';
import { describeFailure } from '../task/task-failure';
import type { HandledFailure } from '../task/handled-failure';
import { describePlace } from '../task/task-place';
import { StepCommandError } from '../task/errors';
import { saveParameters } from '../task/save-parameters';
import type { TaskRequest } from '../task/task-request';
import type { Program } from './program';
import type { StepArguments } from './step-arguments';

/**
 * Runs one attempt of a task in this process: `step NAME --run-id R --task-id T --input-paths P`, as our own scheduler and the
 * supervisor of an external one start it.
 *
 * @returns whether the step went well; what went wrong has been printed
 */
export async function runStep(program: Program, args: StepArguments, env: NodeJS.ProcessEnv): Promise<boolean> {
  const { step, run, task, inputPaths: paths } = args;
  if (task === undefined || paths === undefined) {
    throw new StepCommandError('step: --task-id needs --input-paths, and the other way round');
  }
  const context = taskContext(program, args, env);
  const inputPaths = parseInputPaths(paths);
  const indexStack = parseIndexStack(args.index);
  const request = { ...args, run, step, task, inputPaths, indexStack, originRun: args.originRun ?? null };
  return runTask(context, request, () => ensureParameters(context, request, env));
}

function taskContext(
  program: Program,
  { step, datastore: type, datastoreRoot, metadata, projectBranch, tags }: StepArguments,
  env: NodeJS.ProcessEnv,
): TaskContext {
  const ir = program.ir();
  const datastore = openDatastore({ env, create: true, datastore: type, datastoreRoot, metadata });
  const user = resolveUser(env);
  const runTags = systemTags(env);
  const project = projectBranch === undefined ? resolveProject(ir, {}, env) : projectOnBranch(ir, projectBranch);
  const triggers = scheduledTriggers(ir, project, env);
  const isFirst = step === endpointsOf(ir.steps).start;
  return {
    flowClass: program.flowClass,
    ir,
    datastore: datastore.flow(ir.name),
    includedFiles: datastore.includedFiles,
    cards: datastore.cards,
    metadata: datastore.metadata.writer(ir.name, { user, tags, systemTags: [...runTags, ...projectTags(project)] }),
    user,
    namespace: resolveIdentity(env),
    tempdir: env['METAFLOW_TEMPDIR'] || '.',
    project,
    triggers,
    clientDatastore: datastore,
    systemTags: runTags,
    extraMetadata: {
      ...schedulerMetadata(env),
      ...(isFirst && triggers.length > 0 && { 'execution-triggers': JSON.stringify(triggers) }),
    },
    onCardProblem: (message) => process.stderr.write(`[@card WARNING] ${message}\n`),
    onHandled: (failure, place) => process.stdout.write(`${handledText(failure, describePlace(place))}\n`),
    onFailure: (error, place) => process.stderr.write(`${describePlace(place)} failed:\n${describeFailure(error)}\n`),
  };
}

/** What Metaflow's `@catch` prints. */
function handledText({ exception: { stacktrace } }: HandledFailure, place: string): string {
  const lines = (stacktrace ?? '').split('\n').map((line) => `>  ${line}`);
  return [`@catch caught an exception from ${place}`, ...lines].join('\n');
}

/** The first task of a run stores what the whole run shares, unless an earlier attempt or a resume has done so. */
async function ensureParameters(
  context: TaskContext,
  { run: ownRun, inputPaths, with: added }: TaskRequest,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const [run, step, task] = (inputPaths[0] ?? '').split('/');
  if (step !== '_parameters' || run !== ownRun || task === undefined) return;
  if (await openIfDone(context.datastore, { run, step, task })) return;
  const { ir, project } = context;
  const events = eventValues(startingEvents(ir, project), readTriggers(env));
  const values = readParametersVariable(ir, passedText(env, passedParametersVariable), events);
  await saveParameters(context, { run, task }, values, added);
}

/** What a pod knows of itself: Metaflow's records, and the variables that they come from. */
const podFacts: readonly [string, string][] = [
  ['kubernetes-pod-name', 'METAFLOW_KUBERNETES_POD_NAME'],
  ['kubernetes-pod-namespace', 'METAFLOW_KUBERNETES_POD_NAMESPACE'],
  ['kubernetes-pod-id', 'METAFLOW_KUBERNETES_POD_ID'],
  ['kubernetes-pod-service-account-name', 'METAFLOW_KUBERNETES_SERVICE_ACCOUNT_NAME'],
  ['kubernetes-node-ip', 'METAFLOW_KUBERNETES_NODE_IP'],
];

/** What a scheduler says of itself in the environment, with Metaflow's names for it. */
function schedulerMetadata(env: NodeJS.ProcessEnv): Record<string, string> {
  const names: readonly [string, string][] = [
    ['airflow-dag-run-id', 'AIRFLOW_CTX_DAG_RUN_ID'],
    ...(env['METAFLOW_KUBERNETES_WORKLOAD'] ? podFacts : []),
  ];
  return Object.fromEntries(
    names.flatMap(([field, variable]): [string, string][] => {
      const value = env[variable];
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/** What started the run. A scheduler knows names of events alone; that the name is one of a run's end is said by the flow. */
function scheduledTriggers(ir: FlowIR, project: Project | undefined, env: NodeJS.ProcessEnv): TriggerRecord[] {
  const runs = startingEvents(ir, project).filter(({ type }) => type === 'run');
  return readTriggers(env).map(({ record }) =>
    runs.some(({ name }) => name === record.name) ? { ...record, type: 'run' } : record,
  );
}
