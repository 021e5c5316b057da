import { setTimeout as sleep } from 'node:timers/promises';
import { NotFoundError, type Task } from '@mf/client';
import { checkAttempt, type LogStream } from '@mf/datastore';
import { formatLine } from '@mf/runtime';
import type { MetadataOptions } from '../options/metadata-option';
import type { CommandIo } from '../command-io';
import { flowNameOrReported } from '../flow-name';
import { select, type Selection, type SelectOptions, tasksOf } from '../read/run-pathspec';
import { type TaskLine, TaskLines } from '../read/task-lines';
import { colorsFor } from '../report/colors';
import { lineFor } from '../report/terminal-line';

export interface LogsOptions extends MetadataOptions, SelectOptions {
  readonly stdout?: true;
  readonly stderr?: true;
  readonly timestamps?: true;
  readonly attempt?: number;
  readonly follow?: true;
}

/** How often `--follow` looks for new lines, in milliseconds. */
const pollInterval = 500;

/** How often a task or a run must be seen to be over: the last lines reach the log shortly after the task has ended. */
const sightings = 2;

/**
 * Prints what tasks printed: stdout and stderr, unless one is asked for.
 *
 * @throws AttemptOutOfRangeError, UsageError, and what the client throws for what is not there
 */
export async function logs(
  file: string,
  pathspec: string | undefined,
  options: LogsOptions,
  io: CommandIo,
): Promise<number> {
  if (options.attempt !== undefined) checkAttempt(options.attempt);
  const name = await flowNameOrReported(file, io);
  if (name === undefined) return 1;
  const selection = await select(name, pathspec, options, io);
  const isBoth = options.stdout === options.stderr;
  const streams = (['stdout', 'stderr'] as const).filter((stream: LogStream) => isBoth || options[stream]);
  const lines = new TaskLines(selection.datastore, streams, options.attempt);
  const print = linePrinter(selection, options, io);
  if (options.follow) await follow(selection, async (tasks) => print(await lines.next(tasks)));
  else print(await lines.next(await tasksOf(selection)));
  return 0;
}

/** Shows tasks again and again, those that are there and those that come, until all is over. */
async function follow(selection: Selection, show: (tasks: readonly Task[]) => Promise<void>): Promise<void> {
  const seenOver = new Map<string, number>();
  const timesOver = (what: string, isOver: boolean): number => {
    const times = isOver ? (seenOver.get(what) ?? 0) + 1 : 0;
    seenOver.set(what, times);
    return times;
  };
  for (;;) {
    // Asked before the lines are read, so that none is printed after the last reading.
    const isOver = await isSelectionOver(selection);
    const shown: Task[] = [];
    for (const task of await startedTasks(selection, isOver)) {
      if ((seenOver.get(task.pathspec) ?? 0) >= sightings) continue;
      timesOver(task.pathspec, (await task.state) !== 'running');
      shown.push(task);
    }
    await show(shown);
    if (timesOver(selection.run.pathspec, isOver) >= sightings) return;
    await sleep(pollInterval);
  }
}

/** A task is over when it ended for good; everything is when the run is: a step may get more tasks until then. */
async function isSelectionOver({ run, step, task }: Selection): Promise<boolean> {
  if (step !== undefined && task !== undefined && (await run.step(step).taskById(task).state) !== 'running')
    return true;
  return (await run.status).isOver;
}

/** A step that has no task yet may get one as long as the run goes on. */
async function startedTasks(selection: Selection, isOver: boolean): Promise<Task[]> {
  try {
    return await tasksOf(selection);
  } catch (error) {
    if (!isOver && error instanceof NotFoundError && error.kind === 'Step') return [];
    throw error;
  }
}

/** Lines of several tasks say whose they are, in the form that `run` prints them. */
function linePrinter(selection: Selection, { timestamps }: LogsOptions, io: CommandIo) {
  const colors = colorsFor(io.stdout, io.env);
  const isOneTask = selection.task !== undefined;
  return (lines: readonly TaskLine[]): void => {
    for (const { task, stream, time, text: printed } of lines) {
      const text = lineFor(io.stdout, printed);
      const whole =
        timestamps && time
          ? formatLine({ time, text, kind: 'task', isBad: false, ...(!isOneTask && { task: { path: task } }) })
          : isOneTask
            ? text
            : `[${task}] ${text}`;
      io.stdout.write(`${stream === 'stderr' ? colors.red(whole) : whole}\n`);
    }
  };
}
