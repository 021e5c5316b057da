import { AttemptOutOfRangeError } from './errors';
import { joinNames, taskPathspec, type TaskPath } from './task-path';

/** Metaflow's readers look at the attempts 0 to 5 and at no other. */
export const MAX_ATTEMPTS = 6;

/** Which process minted the timestamps of a log: the scheduler that captured it, or the task's own machinery. */
export type LogSource = 'runtime' | 'task';
export type LogStream = 'stdout' | 'stderr';

/** Files of an attempt that a reader decides by: it exists from `attempt.json` on, its data counts with `DONE.lock`. */
export const ATTEMPT_STARTED = 'attempt.json';
export const ATTEMPT_DATA = 'data.json';
export const ATTEMPT_DONE = 'DONE.lock';

/** `<task>/<attempt>.<name>`. */
export function attemptFile(task: TaskPath, attempt: number, name: string): string {
  return `${taskPathspec(task)}/${joinNames(`${attempt}.${name}`)}`;
}

/** Where a log of an attempt is: `<task>/0.runtime_stdout.log`. */
export function logPath(task: TaskPath, attempt: number, source: LogSource, stream: LogStream): string {
  return attemptFile(task, attempt, `${source}_${stream}.log`);
}

/** A file of a task's directory taken apart; undefined for what belongs to no attempt. */
export function parseAttemptFile(name: string): { attempt: number; name: string } | undefined {
  const match = /^(\d+)\.(.+)$/.exec(name);
  return match ? { attempt: Number(match[1]), name: match[2] as string } : undefined;
}

/** @throws AttemptOutOfRangeError */
export function checkAttempt(attempt: number): void {
  if (!Number.isInteger(attempt) || attempt < 0 || attempt >= MAX_ATTEMPTS) throw new AttemptOutOfRangeError(attempt);
}
