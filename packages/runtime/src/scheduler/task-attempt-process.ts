import { logPath, longestLine, saveOutcome, type Storage, type TaskPath } from '@mf/datastore';
import { type ChildProcess, type OutputStream, type ProcessEnd, returnCode } from '../process/child-process';
import type { TaskProcesses } from '../process/task-processes';
import { LineSplitter } from '../process/line-splitter';
import type { OutputSink } from './output-line';
import { type AttemptEnd, type RunningAttempt, startText } from './running-attempt';
import { TaskLog } from './task-log';

/** An attempt of a task as a process. */
export interface AttemptCommand {
  readonly path: TaskPath;
  readonly attempt: number;
  /** Whether the author's code is not run any more: `@catch` handles what it left. */
  readonly isFallback: boolean;
  /** The command line behind the bundle. */
  readonly args: readonly string[];
  readonly processes: TaskProcesses;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Bytes of each stream that are stored. */
  readonly logLimit: number;
  readonly storage: Storage;
  readonly output: OutputSink;
  /** Resolves when there is room for more lines. */
  readonly outputTaken: () => Promise<void>;
}

/** Starts an attempt, hands its lines on as they come, and stores them with its end (`N.runtime`). */
export function startAttemptProcess(command: AttemptCommand): RunningAttempt {
  const { path, attempt, storage, output, logLimit } = command;
  const open = (stream: OutputStream): StreamCapture => ({
    log: new TaskLog(storage, logPath(path, attempt, 'runtime', stream), logLimit),
    lines: new LineSplitter(longestLine),
  });
  const captures = { stdout: open('stdout'), stderr: open('stderr') };
  let isKilled = false;
  const say = (text: string, kind: 'system' | 'task', isBad: boolean, isRoutine = false): void =>
    output({
      time: new Date(),
      text,
      task: { path: `${path.run}/${path.step}/${path.task}`, ...(child.pid !== undefined && { pid: child.pid }) },
      kind,
      isBad,
      isRoutine,
    });

  const child: ChildProcess = command.processes.start(
    command.args,
    { cwd: command.cwd, env: command.env },
    async (stream, piece) => {
      const { log, lines } = captures[stream];
      for (const line of lines.push(piece)) say(line, 'task', false);
      await log.write(piece);
      await command.outputTaken();
    },
    attempt > 0,
  );
  if (child.pid !== undefined) say(startText(attempt, command.isFallback), 'system', false, attempt === 0);

  const finish = async (end: ProcessEnd): Promise<AttemptEnd> => {
    const isGood = end.code === 0;
    // Ctrl-C reaches tasks as well as the scheduler: a task that it ended must not be seen before the signal is.
    if (!isGood) await new Promise((resolve) => setImmediate(resolve));
    for (const { lines } of Object.values(captures)) for (const line of lines.flush()) say(line, 'task', false);
    if (!isGood) {
      const text = failureText(end, isKilled);
      say(text, 'system', true);
      await captures.stderr.log.note(text);
    }
    await Promise.all([
      captures.stdout.log.close(),
      captures.stderr.log.close(),
      saveOutcome(storage, path, attempt, { returnCode: returnCode(end), killed: isKilled, success: isGood }),
    ]);
    return { isGood };
  };
  return {
    place: child.pid === undefined ? {} : { pid: child.pid },
    get isKilled() {
      return isKilled;
    },
    kill(signal) {
      isKilled = true;
      child.kill(signal);
    },
    ended: child.ended.then(finish),
  };
}

interface StreamCapture {
  readonly log: TaskLog;
  readonly lines: LineSplitter;
}

function failureText({ signal }: ProcessEnd, isKilled: boolean): string {
  if (isKilled) return 'Task stopped by the scheduler.';
  if (signal === 'SIGSEGV') return 'Task failed with a segmentation fault.';
  return signal === null ? 'Task failed.' : `Task failed: its process was ended by ${signal}.`;
}
