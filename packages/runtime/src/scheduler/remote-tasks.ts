import type { TaskPath } from '@mf/datastore';

/** An attempt that is to run on another machine. */
export interface RemoteTask {
  readonly path: TaskPath;
  readonly attempt: number;
  /** The command line behind the bundle. */
  readonly args: readonly string[];
  /** What the attempt's process needs besides what every process has there. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Why an attempt failed, where its task could not say so. */
export interface RemoteFailure extends Error {
  /** Whether another attempt would fail the same way. */
  readonly isFinal: boolean;
}

/** An attempt that was started there. */
export interface RemoteAttempt {
  kill(signal: NodeJS.Signals): void;
  /** @throws what keeps anybody from knowing how it ended */
  readonly ended: Promise<{ readonly exitCode: number; readonly error?: RemoteFailure }>;
}

/** Who is told what becomes of an attempt. */
export interface RemoteEvents {
  /** A piece of what the task prints. */
  onOutput(piece: Buffer): Promise<void>;
  /** Why it has not started yet. */
  onWaiting(reason: string): void;
  /** It runs, under this name. */
  onRunning(name: string): void;
  /** What it prints may not be read here while it runs. */
  onUnreadable(reason: string): void;
}

/** Where tasks run that do not run on this machine. Whoever carries them out keeps what they print with their data. */
export interface RemoteTasks {
  /** Whether the attempts of a step run there. */
  takes(step: string): boolean;
  start(task: RemoteTask, events: RemoteEvents): RemoteAttempt;
  close(): Promise<void>;
}
