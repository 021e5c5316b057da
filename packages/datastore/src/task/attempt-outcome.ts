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
