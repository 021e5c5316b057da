import { parseJson } from '../metadata/parse-json';
import type { Storage } from '../storage/storage';
import { attemptFile } from './attempt-files';
import type { TaskPath } from './task-path';

/** How the process of an attempt ended, as the scheduler that started it saw. */
export interface AttemptOutcome {
  readonly returnCode: number;
  /** Whether the scheduler killed it. */
  readonly killed: boolean;
  readonly success: boolean;
}

/** Writes `<attempt>.runtime`. */
export async function saveOutcome(
  storage: Storage,
  task: TaskPath,
  attempt: number,
  { returnCode, killed, success }: AttemptOutcome,
): Promise<void> {
  const content = JSON.stringify({ return_code: returnCode, killed, success });
  await storage.write(attemptFile(task, attempt, 'runtime'), content, { overwrite: true });
}

/**
 * Reads `<attempt>.runtime`; undefined while the attempt runs, and of a scheduler that writes none.
 *
 * @throws CorruptRecordError
 */
export async function readOutcome(
  storage: Storage,
  task: TaskPath,
  attempt: number,
): Promise<AttemptOutcome | undefined> {
  const path = attemptFile(task, attempt, 'runtime');
  const bytes = await storage.read(path);
  if (bytes === undefined) return undefined;
  const file = parseJson<{ return_code: number; killed: boolean; success: boolean }>(bytes, `${storage.root}/${path}`);
  return { returnCode: file.return_code, killed: file.killed, success: file.success };
}
