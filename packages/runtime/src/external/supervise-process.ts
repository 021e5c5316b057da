import { constants } from 'node:os';
import { logPath, LogWriter, openDatastore, type TaskPath } from '@mf/datastore';
import type { OutputStream } from '../process/child-process';
import { startTaskProcess } from '../process/task-process';
import { parseStepArguments } from '../program/step-arguments';
import { describeRefusal } from './describe-refusal';
import { endedBy } from './ended-by';
import { forwardSignals } from './forward-signals';

/**
 * Runs one attempt, given by our own scheduler on another machine, as a process of its own: `supervise NAME --run-id R --task-id T ...`. What
 * it prints is shown, and kept with its data while it comes, whatever becomes of the scheduler and of the attempt; and in a container,
 * where the first process is one that signals do not end, there is a second one for the step.
 *
 * @param words the command line behind `supervise`, which is that of `step`
 * @param command what Node is started with: the bundle, behind the launcher where there is one
 * @returns the exit code, as a shell has it
 * @throws what opening the datastore throws
 */
export async function superviseProcess(
  words: readonly string[],
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const args = parseStepArguments(words);
  const { run, step, task = '', attempt } = args;
  // Metaflow's name, and its form: Flow/run/step/task.
  const [flow = ''] = (env['MF_PATHSPEC'] ?? '').split('/');
  const path: TaskPath = { flow, run, step, task };
  const { datastore: kind, datastoreRoot, metadata } = args;
  const { storage } = openDatastore({ env, create: true, datastore: kind, datastoreRoot, metadata });
  const open = (stream: OutputStream): LogWriter =>
    new LogWriter(storage, logPath(path, attempt, 'task', stream), 'task');
  const write = async (stream: OutputStream, piece: Buffer | string): Promise<void> => {
    process[stream].write(piece);
    await logs[stream].write(piece);
  };

  // First of all: to start takes the child its time, which the logs can use.
  const child = startTaskProcess([...command, 'step', ...words], { env }, write);
  const signals = forwardSignals(child);
  const logs = { stdout: open('stdout'), stderr: open('stderr') };
  try {
    const { code, signal } = await child.ended;
    if (code !== null) return code;
    if (signal === null) return 128;
    await write('stderr', endedBy(signal));
    return 128 + constants.signals[signal];
  } catch (error) {
    await write('stderr', `${describeRefusal(error)}\n`);
    return 1;
  } finally {
    signals.release();
    await Promise.all([logs.stdout.close(), logs.stderr.close()]);
  }
}
