import { type ChildProcess as NodeProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Duplex, Readable } from 'node:stream';
import { type OutputStream, type ProcessEnd, ProcessStartError } from '../process/child-process';
import { LineSplitter } from '../process/line-splitter';
import { MarkedOutput } from './marked-output';
import { taskChannel, type TaskCall, type TaskReply } from './protocol';

/** How long output may still come after a process has ended: a grandchild can hold its pipes open for ever. */
const drainMilliseconds = 2000;

type OnOutput = (stream: OutputStream, piece: Buffer) => Promise<void> | void;

/** The attempt that a warm process is at. */
interface CurrentTask {
  readonly onOutput: OnOutput;
  readonly outputs: Readonly<Record<OutputStream, MarkedOutput>>;
  /** Streams whose end mark has not come yet. */
  readonly open: Set<OutputStream>;
  reply: TaskReply | undefined;
  readonly end: (end: ProcessEnd) => void;
  readonly fail: (error: unknown) => void;
}

/** A process that runs tasks one after another; see `serveTasks` for what it does. */
export class WarmProcess {
  readonly #child: NodeProcess;
  readonly #ended: Promise<ProcessEnd>;
  #task: CurrentTask | undefined;
  #isReusable = true;

  /**
   * @param args of Node: the bundle and the command `serve`
   * @throws ProcessStartError
   */
  constructor(args: readonly string[], options: { readonly cwd?: string; readonly env: NodeJS.ProcessEnv }) {
    try {
      this.#child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    } catch (cause) {
      throw new ProcessStartError(process.execPath, cause as NodeJS.ErrnoException);
    }
    this.#ended = this.#watch();
    this.#ended.then(
      (end) => this.#processEnded(end),
      (error: unknown) => this.#task?.fail(error),
    );
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it can take another task. */
  get isReusable(): boolean {
    return this.#isReusable && this.#task === undefined;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Runs one attempt. Resolves like a process of its own would end: with the exit code 0 or 1, or as the whole process ended. */
  async run(args: readonly string[], env: Readonly<Record<string, string>>, onOutput: OnOutput): Promise<ProcessEnd> {
    const endMark = `\0${randomUUID()}\n`;
    const marked = (): MarkedOutput => new MarkedOutput(Buffer.from(endMark));
    try {
      return await new Promise<ProcessEnd>((end, fail) => {
        const outputs = { stdout: marked(), stderr: marked() };
        this.#task = { onOutput, outputs, open: new Set(['stdout', 'stderr']), reply: undefined, end, fail };
        const call: TaskCall = { args, env, endMark };
        (this.#child.stdio[taskChannel] as Duplex | null)?.write(`${JSON.stringify(call)}\n`);
      });
    } finally {
      this.#task = undefined;
    }
  }

  /** Tells it that no more tasks come. Resolves when it is over. */
  async close(): Promise<void> {
    this.#isReusable = false;
    (this.#child.stdio[taskChannel] as Duplex | null)?.end();
    await this.#ended.catch(() => undefined);
  }

  #watch(): Promise<ProcessEnd> {
    const child = this.#child;
    const { stdout, stderr } = child as { stdout: Readable; stderr: Readable };
    return new Promise((resolve, reject) => {
      child.on('error', (cause) => {
        this.#isReusable = false;
        if (child.pid === undefined) reject(new ProcessStartError(process.execPath, cause));
      });
      // Without a process there may be no pipes either.
      if (child.pid === undefined) return;
      this.#readReplies(child.stdio[taskChannel] as Duplex);
      const drained = Promise.all([this.#read('stdout', stdout), this.#read('stderr', stderr)]);
      drained.catch((error: unknown) => {
        // Nobody takes its output any more.
        this.#isReusable = false;
        child.kill('SIGTERM');
        reject(error as Error);
      });
      child.on('exit', (code, signal) => {
        this.#isReusable = false;
        const giveUp = setTimeout(() => {
          stdout.destroy();
          stderr.destroy();
        }, drainMilliseconds);
        drained.then(() => resolve({ code, signal }), reject).finally(() => clearTimeout(giveUp));
      });
    });
  }

  #readReplies(channel: Duplex): void {
    const lines = new LineSplitter();
    // It has ended, which says more.
    channel.on('error', () => undefined);
    channel.on('data', (piece: Buffer) => {
      for (const line of lines.push(piece)) {
        const reply = JSON.parse(line) as TaskReply;
        this.#isReusable &&= reply.isReusable;
        if (this.#task) this.#task.reply = reply;
        this.#endIfOver();
      }
    });
  }

  async #read(stream: OutputStream, source: Readable): Promise<void> {
    try {
      for await (const piece of source) await this.#take(stream, piece as Buffer);
    } catch (error) {
      // Destroyed by us after the process had ended: there is nothing more to hand on.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
    const rest = this.#task?.open.has(stream) ? this.#task.outputs[stream].flush() : undefined;
    if (rest && rest.length > 0) await this.#task?.onOutput(stream, rest);
  }

  async #take(stream: OutputStream, piece: Buffer): Promise<void> {
    const task = this.#task;
    // Printed between two tasks, by something that the last one left: it belongs to none.
    if (!task?.open.has(stream)) return;
    const { output, isOver } = task.outputs[stream].push(piece);
    if (output.length > 0) await task.onOutput(stream, output);
    if (!isOver) return;
    task.open.delete(stream);
    this.#endIfOver();
  }

  #endIfOver(): void {
    const task = this.#task;
    if (task?.reply && task.open.size === 0) task.end({ code: task.reply.isGood ? 0 : 1, signal: null });
  }

  #processEnded(end: ProcessEnd): void {
    const { reply } = this.#task ?? {};
    // It ends by itself after its last reply; whatever holds the streams open has the marks before that.
    this.#task?.end(reply ? { code: reply.isGood ? 0 : 1, signal: null } : end);
  }
}
