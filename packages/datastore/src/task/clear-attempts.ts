import type { MetadataWriter } from '../metadata/provider';
import type { Storage } from '../storage/storage';
import { ATTEMPT_DONE, ATTEMPT_STARTED, attemptFile, parseAttemptFile } from './attempt-files';
import { type TaskPath, taskPathspec } from './task-path';

/** A file of an attempt: `{ attempt: 0, name: 'data.json' }`. */
export interface AttemptFile {
  readonly attempt: number;
  readonly name: string;
}

/** Whether a file shows that its attempt was run, which a log alone does not. */
function holdsAttemptData({ name }: AttemptFile): boolean {
  return !name.endsWith('.log');
}

/**
 * Removes everything of an attempt and of all later ones, logs included. For a process that is about to capture the
 * logs of an attempt whose number may have been used before; `FlowDatastore.startAttempt` does the rest itself.
 */
export async function clearAttempts(
  storage: Storage,
  metadata: MetadataWriter,
  task: TaskPath,
  fromAttempt: number,
): Promise<void> {
  const files = (await storage.list(taskPathspec(task))).flatMap((name) => parseAttemptFile(name) ?? []);
  await clearAttemptData(storage, metadata, task, fromAttempt, files);
  for (const file of files) {
    if (file.attempt === fromAttempt && !holdsAttemptData(file)) await removeFile(storage, task, file);
  }
}

/**
 * Removes the data of an attempt, and everything of all later ones. The order keeps every moment consistent: first
 * nothing counts as done any more, then the records go, then the data, and last the mark that the attempts started,
 * so that a process that is stopped half way leaves enough for the next one to finish the work.
 */
export async function clearAttemptData(
  storage: Storage,
  metadata: MetadataWriter,
  task: TaskPath,
  fromAttempt: number,
  files: readonly AttemptFile[],
): Promise<void> {
  const doomed = files.filter(
    (file) => file.attempt > fromAttempt || (file.attempt === fromAttempt && holdsAttemptData(file)),
  );
  if (doomed.length === 0) return;
  for (const file of doomed.filter(({ name }) => name === ATTEMPT_DONE)) await removeFile(storage, task, file);
  await metadata.forgetArtifacts(task, fromAttempt);
  const rank = ({ name }: AttemptFile): number => (name === ATTEMPT_DONE ? 0 : name === ATTEMPT_STARTED ? 2 : 1);
  const remaining = doomed.filter((file) => rank(file) > 0).sort((a, b) => rank(a) - rank(b));
  for (const file of remaining) await removeFile(storage, task, file);
}

async function removeFile(storage: Storage, task: TaskPath, { attempt, name }: AttemptFile): Promise<void> {
  await storage.remove(attemptFile(task, attempt, name));
}
