import type { Storage } from '../storage/storage';
import { logPath, type LogSource, type LogStream } from '../task/attempt-files';
import type { TaskPath } from '../task/task-path';
import { type LogLine, parseLogLine } from './log-line';

/** Both logs of a stream, in the order in which Metaflow looks at them. */
const SOURCES: readonly LogSource[] = ['runtime', 'task'];

/** The lines that an attempt printed, in the order of their times. */
export async function readLog(
  storage: Storage,
  task: TaskPath,
  attempt: number,
  stream: LogStream,
): Promise<LogLine[]> {
  const logs = await Promise.all(SOURCES.map((source) => storage.read(logPath(task, attempt, source, stream))));
  return mergeLogs(logs.flatMap((log) => log ?? []));
}

/** Size of both logs of a stream as stored, in bytes. */
export async function logSize(storage: Storage, task: TaskPath, attempt: number, stream: LogStream): Promise<number> {
  const sizes = await Promise.all(SOURCES.map((source) => storage.size(logPath(task, attempt, source, stream))));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

/**
 * Merges log files by the times of their lines. Lines that are not in Metaflow's format come last, as they are.
 * Equal times are ordered by source and id, as Metaflow's reader does.
 */
export function mergeLogs(logs: readonly Buffer[]): LogLine[] {
  return logs.flatMap(splitLines).map(parseLogLine).sort(byTime);
}

function byTime(a: LogLine, b: LogLine): number {
  if (a.timestamp === undefined || b.timestamp === undefined) {
    return Number(a.timestamp === undefined) - Number(b.timestamp === undefined);
  }
  return compare(a.timestamp, b.timestamp) || compare(a.source, b.source) || compare(a.id, b.id);
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function splitLines(log: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < log.length;) {
    const newline = log.indexOf(0x0a, start);
    const end = newline < 0 ? log.length : newline + 1;
    lines.push(log.subarray(start, end));
    start = end;
  }
  return lines;
}
