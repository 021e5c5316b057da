import {
  clearAttempts,
  type Datastore,
  logPath,
  LogWriter,
  type MetadataWriter,
  resolveUser,
  type StoredTask,
  type TaskPath,
  WITH_DATA,
} from '@mf/datastore';
import { projectTags, stepEnvironment } from '@mf/ir/graph';
import { formatInputPaths } from '../graph/input-paths';
import { isOk } from '../graph/stored-outcome';
import { attemptSlot, externalTaskId, formatIndexStack } from '../identity';
import { bundleCommand } from '../process/bundle-command';
import { type OutputStream } from '../process/child-process';
import { startTaskProcess } from '../process/task-process';
import { datastoreArguments } from '../program/datastore-arguments';
import { systemTags } from '../system-tags';
import { openIfDone } from '../task/open-if-done';
import { describeRefusal } from './describe-refusal';
import { keepCode } from './code-package';
import { endedBy } from './ended-by';
import { forwardSignals } from './forward-signals';
import type { Supervision } from './supervision';

/** One attempt of a task that is to be run. */
export interface SupervisedAttempt {
  readonly step: string;
  readonly task: string;
  readonly indexStack: readonly number[];
  /** The scheduler's count, from 0, and that of the last attempt of the author's code where it is known. */
  readonly attempt: number;
  readonly maxRetries: number | undefined;
  /** `run/step/task` of all that it reads. Failing to find that is a failure of the task. */
  readonly inputs: () => Promise<readonly string[]>;
}

/** How an attempt ended. */
export interface SupervisedEnd {
  /** Its result; undefined when it did not end well. */
  readonly stored: StoredTask | undefined;
  /** Whether somebody told it to stop. */
  readonly isStopped: boolean;
}

/**
 * Runs an attempt as a process of its own, so that its output can be shown live and stored whatever becomes of it. An attempt whose
 * slot was used before replaces the older result.
 */
export async function superviseTask(supervision: Supervision, attempt: SupervisedAttempt): Promise<SupervisedEnd> {
  const { graph, datastore, args } = supervision;
  const path: TaskPath = { flow: graph.flow.name, run: args.run, step: attempt.step, task: attempt.task };
  const slot = attemptSlot(attempt.attempt);
  const metadata = writerOf(supervision);
  await register(supervision, metadata, path, slot);
  // While the task runs, there is time for it. A run without it is a run all the same.
  const code = path.step === graph.start ? keepCode(supervision).catch((error: unknown) => error as Error) : undefined;
  const stopHeartbeat = metadata.startHeartbeat(path.run, path);

  const logs = openLogs(datastore, path, slot);
  const write = async (stream: OutputStream, piece: Buffer | string): Promise<void> => {
    process[stream].write(piece);
    await logs[stream].write(piece);
  };
  const end = await runInProcess(supervision, attempt, path, slot, write).catch(async (error: unknown) => {
    await write('stderr', `${describeRefusal(error)}\n`);
    return { stored: undefined, isStopped: false };
  });
  const kept = await code;
  if (kept instanceof Error) await write('stderr', `The code of this run could not be kept: ${kept.message}\n`);
  else if (kept) await metadata.addMetadata(path, [{ ...kept, attempt: slot }]);
  stopHeartbeat();
  if (!end.stored && (await canBeResumed(supervision, path.run)))
    await write('stderr', `To reproduce this on your machine: ${resumeCommand(supervision)}\n`);
  await Promise.all([metadata.handOver(path, slot), logs.stdout.close(), logs.stderr.close()]);
  return end;
}

/** A run whose first step could not take what it was given has no parameters that `resume` could begin with. */
async function canBeResumed({ graph, datastore }: Supervision, run: string): Promise<boolean> {
  const parameters = { run, step: '_parameters', task: externalTaskId([]) };
  return (await openIfDone(datastore.flow(graph.flow.name), parameters)) !== undefined;
}

/** The machine of who reads this may have other defaults for where data goes, and where runs are known. */
function resumeCommand({ graph, datastore, args }: Supervision): string {
  const places = { datastore: datastore.storage.type, metadata: datastore.metadata.type };
  const isDefault = (kind: string): boolean => kind === 'local' || kind === WITH_DATA;
  const options = Object.entries(places).flatMap(([name, kind]) => (isDefault(kind) ? [] : [` --${name} ${kind}`]));
  return `mf resume ${graph.flow.at.file} --origin-run-id ${args.run}${options.join('')}`;
}

/** Writes records in the name of the run. */
export function writerOf({ graph, datastore, args, project, env }: Supervision): MetadataWriter {
  const runTags = [...systemTags(env), ...projectTags(project)];
  const identity = { user: resolveUser(env), tags: args.tags, systemTags: runTags };
  return datastore.metadata.writer(graph.flow.name, identity);
}

/** Makes run and task known, and removes what an attempt with the same slot has left. The first task makes that of the parameters known, too. */
async function register(
  { graph, datastore, args }: Supervision,
  metadata: MetadataWriter,
  path: TaskPath,
  slot: number,
): Promise<void> {
  await metadata.registerRun(path.run);
  await metadata.registerTask(path, path.task);
  if (path.step === graph.start) {
    const parameters: TaskPath = { ...path, step: '_parameters', task: externalTaskId([]) };
    await metadata.registerTask(parameters, parameters.task);
    // A first attempt with parameters of an earlier one: a run that was deleted on the scheduler and started anew.
    if (args.attempt === 0) await clearAttempts(datastore.storage, metadata, parameters, 0);
  }
  await clearAttempts(datastore.storage, metadata, path, slot);
}

async function runInProcess(
  { graph, datastore, args, project, bundle, env }: Supervision,
  attempt: SupervisedAttempt,
  path: TaskPath,
  slot: number,
  write: (stream: OutputStream, piece: Buffer | string) => Promise<void>,
): Promise<SupervisedEnd> {
  const command = [
    ...[...bundleCommand(bundle), 'step', path.step, '--run-id', path.run, '--task-id', path.task],
    ...['--attempt', String(slot), '--retry-count', String(attempt.attempt)],
    ...['--input-paths', formatInputPaths(await attempt.inputs()), '--index', formatIndexStack(attempt.indexStack)],
    ...datastoreArguments(datastore),
    ...(attempt.maxRetries === undefined ? [] : ['--max-user-code-retries', String(attempt.maxRetries)]),
    ...(args.with.length === 0 ? [] : ['--with', JSON.stringify(args.with)]),
    ...(project === undefined ? [] : ['--project-branch', project.branch]),
    ...args.tags.flatMap((tag) => ['--tag', tag]),
  ];
  const variables = stepEnvironment(graph.step(path.step).decorators, args.with);
  const child = startTaskProcess(command, { env: { ...env, ...variables } }, write);
  const signals = forwardSignals(child);
  try {
    const { code, signal } = await child.ended;
    const isStopped = signals.isStopped();
    if (signal !== null && !isStopped) await write('stderr', endedBy(signal));
    if (code !== 0) return { stored: undefined, isStopped };
    // A process that ends in ways of its own (process.reallyExit) says 0 without a result.
    const stored = await openIfDone(datastore.flow(path.flow), path, slot);
    return { stored: stored && isOk(stored) ? stored : undefined, isStopped };
  } finally {
    signals.release();
  }
}

function openLogs(datastore: Datastore, path: TaskPath, slot: number): Record<OutputStream, LogWriter> {
  const open = (stream: OutputStream): LogWriter =>
    new LogWriter(datastore.storage, logPath(path, slot, 'task', stream), 'task');
  return { stdout: open('stdout'), stderr: open('stderr') };
}
