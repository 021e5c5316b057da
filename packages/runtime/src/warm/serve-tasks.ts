import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { LineSplitter } from '../process/line-splitter';
import { written } from '../process/written-output';
import type { Program } from '../program/program';
import { runStep } from '../program/run-step';
import { parseStepArguments } from '../program/step-arguments';
import { describeFailure } from '../task/task-failure';
import { ProcessState } from './process-state';
import { taskChannel, type TaskCall, type TaskReply } from './protocol';

/** A process is used for so many tasks, and as long as it does not grow by more than so many bytes: what leaks has an end. */
const mostTasks = 1000;
const mostGrowth = 512 * 1024 * 1024;

/**
 * Runs tasks in this process, one at a time, as they are asked for on the task channel. For each the author's code is evaluated
 * anew. After a task that failed, or left something running, the process ends: the next one must not suffer from it.
 *
 * @param load evaluates the author's code anew
 */
export function serveTasks(load: () => Program): void {
  const channel = new Socket({ fd: taskChannel, readable: true, writable: true });
  const lines = new LineSplitter();
  const state = new ProcessState();
  const grown = growthMeter();
  const exit = process.exit.bind(process);
  let tasks = 0;
  // They are made when they are first used, and would look like something that a task left.
  void [process.stdout, process.stderr];

  const serve = async ({ args, env, endMark }: TaskCall): Promise<void> => {
    tasks += 1;
    state.enter(args, env);
    // Only the task keeps the process alive now: a step that waits for nothing is to be found out.
    channel.unref();
    const before = process.getActiveResourcesInfo();
    const isGood = await runTask(load, args);
    // A process of its own would be over now: what the task left, and fails yet, changes nothing about its end.
    let isDisturbed = false;
    const onError = (): void => {
      isDisturbed = true;
    };
    process.on('uncaughtException', onError);
    const isQuiet = isGood && (await isNothingLeft(before)) && !isDisturbed;
    channel.ref();
    state.leave();
    const reply: TaskReply = { isGood, isReusable: isQuiet && tasks < mostTasks && grown() < mostGrowth };
    if (!reply.isReusable) process.on('uncaughtException', onError);
    for (const stream of [process.stdout, process.stderr]) await written(stream);
    for (const fd of [1, 2]) writeAll(fd, endMark);
    channel.write(`${JSON.stringify(reply)}\n`, () => {
      if (!reply.isReusable) exit(0);
    });
  };

  channel.on('data', (piece: Buffer) => {
    for (const line of lines.push(piece)) void serve(JSON.parse(line) as TaskCall);
  });
  // The scheduler has no more tasks, or is no more.
  channel.on('end', () => exit(0));
  channel.on('error', () => exit(1));
}

async function runTask(load: () => Program, args: readonly string[]): Promise<boolean> {
  try {
    const program = load();
    return await runStep(program, parseStepArguments(args.slice(1)), process.env);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    return false;
  }
}

/** Whether nothing runs, or waits to run, that did not before the task. What ends with the task may need a moment to do so. */
async function isNothingLeft(before: readonly string[]): Promise<boolean> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (isCovered(process.getActiveResourcesInfo(), before)) return true;
  }
  return false;
}

function isCovered(now: readonly string[], before: readonly string[]): boolean {
  const left = [...before];
  return now.every((resource) => {
    const at = left.indexOf(resource);
    if (at >= 0) left.splice(at, 1);
    return at >= 0 || resource === 'Immediate';
  });
}

/** How many bytes the process has grown by since its first task. */
function growthMeter(): () => number {
  let first: number | undefined;
  return () => {
    const { rss } = process.memoryUsage();
    first ??= rss;
    return rss - first;
  };
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      // The reader is slower than we are, or there is none any more.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
