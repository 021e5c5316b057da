import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';

/** How long output may still come after a process has ended: a grandchild can hold its pipes open for ever. */
const drainMilliseconds = 2000;

export type OutputStream = 'stdout' | 'stderr';

type SpawnedProcess = ChildProcessByStdio<null, Readable, Readable>;

/** How a process ended: by itself, or by a signal. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that has been started. */
export interface ChildProcess {
  readonly pid: number | undefined;
  /** No error when it is over already. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it is over and all its output has been handed on. @throws ProcessStartError */
  readonly ended: Promise<ProcessEnd>;
}

/** A process could not be started at all. */
export class ProcessStartError extends Error {
  override readonly name = 'ProcessStartError';
  readonly code = 'MF5118';
  readonly advice: string;

  constructor(
    command: string,
    override readonly cause: NodeJS.ErrnoException,
  ) {
    super(`${command} could not be started: ${cause.message}`);
    this.advice =
      cause.code === 'E2BIG'
        ? 'The environment or the parameters are too long for a process: pass large values in a file.'
        : 'Look at the limits of this machine: number of processes, open files, memory.';
  }
}

/**
 * Starts a program with the arguments as they are: no shell. Its output is handed on piece by piece, and no faster than it is
 * taken.
 */
export function startProcess(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env: NodeJS.ProcessEnv },
  onOutput: (stream: OutputStream, piece: Buffer) => Promise<void> | void,
): ChildProcess {
  let child: SpawnedProcess;
  try {
    child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (cause) {
    const ended = Promise.reject<ProcessEnd>(new ProcessStartError(command, cause as NodeJS.ErrnoException));
    // The caller waits for it a moment later.
    ended.catch(() => undefined);
    return { pid: undefined, kill: () => undefined, ended };
  }
  return { pid: child.pid, kill: (signal) => void child.kill(signal), ended: endOf(child, command, onOutput) };
}

function endOf(
  child: SpawnedProcess,
  command: string,
  onOutput: (stream: OutputStream, piece: Buffer) => Promise<void> | void,
): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      if (child.pid === undefined) reject(new ProcessStartError(command, cause));
    });
    // Without a process there may be no pipes either.
    if (child.pid === undefined) return;
    const drained = Promise.all([
      drain(child.stdout, (piece) => onOutput('stdout', piece)),
      drain(child.stderr, (piece) => onOutput('stderr', piece)),
    ]);
    drained.catch((error: unknown) => {
      // Nobody takes its output any more.
      child.kill('SIGTERM');
      reject(error as Error);
    });
    child.on('exit', (code, signal) => {
      const giveUp = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, drainMilliseconds);
      drained.then(() => resolve({ code, signal }), reject).finally(() => clearTimeout(giveUp));
    });
  });
}

/** A process's end as one number, as Python has it: the exit code, or minus the number of the signal. */
export function returnCode({ code, signal }: ProcessEnd): number {
  return code ?? (signal === null ? 1 : -constants.signals[signal]);
}

async function drain(stream: Readable, onPiece: (piece: Buffer) => Promise<void> | void): Promise<void> {
  try {
    for await (const piece of stream) await onPiece(piece as Buffer);
  } catch (error) {
    // Destroyed by us after the process had ended: there is nothing more to hand on.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
