import { logPath, longestLine, saveOutcome, type Storage } from '@mf/datastore';
import { LineSplitter } from '../process/line-splitter';
import type { OutputSink } from './output-line';
import type { RemoteTask, RemoteTasks } from './remote-tasks';
import { type AttemptEnd, type RunningAttempt, startText } from './running-attempt';
import { TaskLog } from './task-log';

/** An attempt of a task on another machine. */
export interface RemoteCommand {
  readonly task: RemoteTask;
  readonly remote: RemoteTasks;
  readonly storage: Storage;
  readonly output: OutputSink;
  /** Resolves when there is room for more lines. */
  readonly outputTaken: () => Promise<void>;
  /** Takes over what the attempt has left, before its end is seen. */
  readonly onEnd: () => Promise<void>;
}

/**
 * Starts an attempt, and hands its lines on as they come. They are stored where it runs; here, its end (`N.runtime`), and why it failed.
 */
export function startRemoteAttempt(command: RemoteCommand): RunningAttempt {
  const { remote, storage, output } = command;
  const { path, attempt } = command.task;
  const lines = new LineSplitter(longestLine);
  let isKilled = false;
  let pod: string | undefined;
  const say = (text: string, kind: 'system' | 'task', isBad: boolean, isRoutine = false): void =>
    output({
      time: new Date(),
      text,
      task: { path: `${path.run}/${path.step}/${path.task}`, ...(pod !== undefined && { pod }) },
      kind,
      isBad,
      isRoutine,
    });

  const running = remote.start(command.task, {
    async onOutput(piece) {
      for (const line of lines.push(piece)) say(line, 'task', false);
      await command.outputTaken();
    },
    onWaiting: (reason) => say(`Task is waiting to start (${reason}).`, 'system', false),
    onRunning(name) {
      pod = name;
      say(startText(attempt, false), 'system', false, attempt === 0);
    },
    onUnreadable: (reason) => say(`What the task prints is stored, but cannot be shown (${reason}).`, 'system', true),
  });

  const finish = async (end: { exitCode: number; error?: Error & { isFinal: boolean } }): Promise<AttemptEnd> => {
    const isGood = end.exitCode === 0;
    // Ctrl-C reaches tasks as well as the scheduler: a task that it ended must not be seen before the signal is.
    if (!isGood) await new Promise((resolve) => setImmediate(resolve));
    for (const line of lines.flush()) say(line, 'task', false);
    const error = isGood || isKilled ? undefined : end.error;
    if (!isGood) {
      const text = isKilled
        ? 'Task stopped by the scheduler.'
        : error
          ? `Task failed: ${error.message}.`
          : 'Task failed.';
      say(text, 'system', true);
      const log = new TaskLog(storage, logPath(path, attempt, 'runtime', 'stderr'), 0);
      await log.note(text);
      await log.close();
    }
    await command.onEnd();
    await saveOutcome(storage, path, attempt, { returnCode: end.exitCode, killed: isKilled, success: isGood });
    return { isGood, ...(error && { error, isFinal: error.isFinal }) };
  };
  return {
    get place() {
      return pod === undefined ? {} : { pod };
    },
    get isKilled() {
      return isKilled;
    },
    kill(signal) {
      isKilled = true;
      running.kill(signal);
    },
    ended: running.ended.then(finish),
  };
}
