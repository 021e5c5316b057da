import {
  clearAttempts,
  type Datastore,
  logPath,
  LogWriter,
  openDatastore,
  resolveUser,
  type TaskPath,
  UnknownUserError,
} from '@mf/datastore';
import { type Project, projectOnBranch, projectTags, stepEnvironment } from '@mf/ir/graph';
import { flowGraph } from '../graph/flow-graph';
import { formatInputPaths } from '../graph/input-paths';
import { isOk } from '../graph/stored-outcome';
import { attemptSlot, externalTaskId, parseIndexStack } from '../identity';
import { type OutputStream } from '../process/child-process';
import { startTaskProcess } from '../process/task-process';
import { datastoreArguments } from '../program/datastore-arguments';
import type { Program } from '../program/program';
import { resolveProject } from '../project';
import type { StepArguments } from '../program/step-arguments';
import { systemTags } from '../system-tags';
import { openIfDone } from '../task/open-if-done';
import { describeFailure } from '../task/task-failure';
import { DatastoreNotConfiguredError, StepNotInFlowError } from './errors';
import { externalInputs } from './external-inputs';
import { forwardSignals } from './forward-signals';

/** Who runs a task of a scheduler when neither the environment nor the system says. */
const schedulerUser = 'airflow';

/**
 * Runs one attempt of a task for an external scheduler: `step NAME --run-id R --attempt N [--index 0.2]`. The task is a process
 * of its own, so that its output can be shown live and stored whatever becomes of it. Task, inputs and slot are found from the
 * step's place in the flow; an attempt that is run again replaces the older result.
 *
 * @param bundle path of the bundle
 * @returns whether the step went well
 * @throws DatastoreNotConfiguredError, StepNotInFlowError, and what opening the datastore throws: nothing is recorded then
 */
export async function superviseStep(
  program: Program,
  args: StepArguments,
  bundle: string,
  environment: NodeJS.ProcessEnv,
): Promise<boolean> {
  const env = withUser(environment);
  const graph = flowGraph(program.ir());
  const flow = graph.flow.name;
  if (!graph.has(args.step)) throw new StepNotInFlowError(flow, args.step);

  const datastore = openDatastore({ env, create: true });
  checkConfigured(datastore, args.step, env);
  const indexStack = parseIndexStack(args.index);
  const path: TaskPath = { flow, run: args.run, step: args.step, task: externalTaskId(indexStack) };
  const slot = attemptSlot(args.attempt);
  const { projectBranch } = args;
  const project =
    projectBranch === undefined ? resolveProject(graph.flow, {}, env) : projectOnBranch(graph.flow, projectBranch);
  await register(datastore, path, path.step === graph.start, slot, args, project, env);

  const logs = openLogs(datastore, path, slot);
  const write = async (stream: OutputStream, piece: Buffer | string): Promise<void> => {
    process[stream].write(piece);
    await logs[stream].write(piece);
  };
  const command = { ...args, indexStack, projectBranch: project?.branch };
  const isGood = await runInProcess(datastore, graph, path, slot, command, bundle, env, write).catch(
    async (error: unknown) => {
      await write('stderr', `${describeFailure(error)}\n`);
      return false;
    },
  );
  if (!isGood)
    await write(
      'stderr',
      `To reproduce this on your machine: mf resume ${graph.flow.at.file} --origin-run-id ${args.run}\n`,
    );
  await Promise.all([logs.stdout.close(), logs.stderr.close()]);
  return isGood;
}

/** What goes into a directory must go into one that outlives the task: on a scheduler, that is none that is merely found. */
function checkConfigured({ storage, metadata }: Datastore, step: string, env: NodeJS.ProcessEnv): void {
  if (env['METAFLOW_DATASTORE_SYSROOT_LOCAL']) return;
  if (storage.type === 'local') throw new DatastoreNotConfiguredError(step, 'results');
  if (metadata.type === 'local') throw new DatastoreNotConfiguredError(step, 'records');
}

/** Makes run and task known, and removes what an attempt with the same slot has left. The first task makes that of the parameters known, too. */
async function register(
  datastore: Datastore,
  path: TaskPath,
  isFirst: boolean,
  slot: number,
  { tags, attempt }: StepArguments,
  project: Project | undefined,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const metadata = datastore.metadata.writer(path.flow, {
    user: resolveUser(env),
    tags,
    systemTags: [...systemTags(env), ...projectTags(project)],
  });
  await metadata.registerRun(path.run);
  await metadata.registerTask(path, path.task);
  if (isFirst) {
    const parameters: TaskPath = { ...path, step: '_parameters', task: externalTaskId([]) };
    await metadata.registerTask(parameters, parameters.task);
    // A first attempt with parameters of an earlier one: a run that was deleted on the scheduler and started anew.
    if (attempt === 0) await clearAttempts(datastore.storage, metadata, parameters, 0);
  }
  await clearAttempts(datastore.storage, metadata, path, slot);
}

async function runInProcess(
  datastore: Datastore,
  graph: ReturnType<typeof flowGraph>,
  path: TaskPath,
  slot: number,
  args: StepArguments & { readonly indexStack: readonly number[] },
  bundle: string,
  env: NodeJS.ProcessEnv,
  write: (stream: OutputStream, piece: Buffer) => Promise<void>,
): Promise<boolean> {
  const flow = datastore.flow(path.flow);
  const inputs = await externalInputs(graph, flow, path.run, path.step, args.indexStack);
  const command = [
    ...[bundle, 'step', path.step, '--run-id', path.run, '--task-id', path.task],
    ...['--attempt', String(slot), '--retry-count', String(args.attempt)],
    ...['--input-paths', formatInputPaths(inputs), '--index', args.index],
    ...datastoreArguments(datastore),
    ...(args.maxRetries === undefined ? [] : ['--max-user-code-retries', String(args.maxRetries)]),
    ...(args.with.length === 0 ? [] : ['--with', JSON.stringify(args.with)]),
    ...(args.projectBranch === undefined ? [] : ['--project-branch', args.projectBranch]),
    ...args.tags.flatMap((tag) => ['--tag', tag]),
  ];
  const variables = stepEnvironment(graph.step(path.step).decorators, args.with);
  const child = startTaskProcess(command, { env: { ...env, ...variables } }, write);
  const release = forwardSignals(child);
  try {
    const { code } = await child.ended;
    if (code !== 0) return false;
    // A process that ends in ways of its own (process.reallyExit) says 0 without a result.
    const stored = await openIfDone(flow, path, slot);
    return stored !== undefined && isOk(stored);
  } finally {
    release();
  }
}

function openLogs(datastore: Datastore, path: TaskPath, slot: number): Record<OutputStream, LogWriter> {
  const open = (stream: OutputStream): LogWriter =>
    new LogWriter(datastore.storage, logPath(path, slot, 'task', stream), 'task');
  return { stdout: open('stdout'), stderr: open('stderr') };
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
