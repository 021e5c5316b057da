import { logSize, type LogStream, readLog, type Storage, storageOfLog, type TaskPath } from '@mf/datastore';
import type { Context } from './context';
import { latestByField, taskMetadata } from './task-metadata';

/** Where a task's logs are. */
interface LogPlace {
  readonly attempt: number;
  readonly storage: Storage;
}

/**
 * What an attempt of a task printed. A task without records of where it ran, such as one that was cloned by `resume`,
 * has one empty line, as in Metaflow's client.
 */
export async function readTaskLog(
  context: Context,
  task: TaskPath,
  stream: LogStream,
  attempt?: number,
): Promise<string> {
  const lines = await readLogLines(context, task, stream, attempt);
  return lines.map(({ text }) => `${text}\n`).join('');
}

/** A line of a log, and when it was printed. */
export interface TimedLine {
  readonly time: Date | undefined;
  readonly text: string;
}

/** `readTaskLog`, line by line. */
export async function readLogLines(
  context: Context,
  task: TaskPath,
  stream: LogStream,
  attempt?: number,
): Promise<TimedLine[]> {
  const place = await logPlace(context, task, stream, attempt);
  if (!place) return [{ time: undefined, text: '' }];
  const lines = await readLog(place.storage, task, place.attempt, stream);
  return lines.map(({ timestamp, message }) => ({
    time: timestamp === undefined ? undefined : new Date(`${timestamp}Z`),
    text: message.toString('utf8'),
  }));
}

/** Size of an attempt's log as it is stored, in bytes. */
export async function taskLogSize(
  context: Context,
  task: TaskPath,
  stream: LogStream,
  attempt?: number,
): Promise<number> {
  const place = await logPlace(context, task, stream, attempt);
  return place ? logSize(place.storage, task, place.attempt, stream) : 0;
}

/** The attempt of a task that started last, from 0. */
export async function latestAttempt(context: Context, task: TaskPath): Promise<number> {
  const records = await taskMetadata(context.datastore.metadata, task, { fields: ['attempt'] });
  return Number(records.at(-1)?.value ?? 0);
}

async function logPlace(
  { datastore }: Context,
  task: TaskPath,
  stream: LogStream,
  attempt: number | undefined,
): Promise<LogPlace | undefined> {
  const query = { fields: ['attempt', 'ds-type', 'ds-root'] };
  const latest = latestByField(
    await taskMetadata(datastore.metadata, task, attempt === undefined ? query : { ...query, attempt }),
  );
  const type = latest.get('ds-type')?.value;
  const root = latest.get('ds-root')?.value;
  if (typeof type !== 'string' || typeof root !== 'string') return undefined;
  const number = attempt ?? Number(latest.get('attempt')?.value ?? 0);
  return { attempt: number, storage: await storageOfLog(datastore, type, root, task, number, stream) };
}
