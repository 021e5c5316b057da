import type { Datastore } from '../datastore';
import type { Storage } from '../storage/storage';
import type { LogStream } from '../task/attempt-files';
import type { TaskPath } from '../task/task-path';
import { logSize } from './read-log';

/**
 * The storage that has a log of an attempt, of those that may have it by the kind and root that the task recorded; where
 * none has anything of it, the one that was recorded.
 * @throws UnknownStorageError
 */
export async function storageOfLog(
  datastore: Datastore,
  type: string,
  root: string,
  task: TaskPath,
  attempt: number,
  stream: LogStream,
): Promise<Storage> {
  const places = datastore.placesOf(type, root);
  for (const { storage } of places.slice(0, -1)) {
    if ((await logSize(storage, task, attempt, stream)) > 0) return storage;
  }
  return (places.at(-1) ?? places[0]).storage;
}
