import type { Datastore } from '../../datastore';
import type { TaskPath } from '../../task/task-path';
import { addRecords } from './add-records';
import { readLeftRecords } from './left-records';

/**
 * Takes over what an attempt has recorded that ran on another machine: from beside its data into the `.metaflow` directory. For a
 * scheduler to call when the attempt is over, however it ended. Where a service knows the runs, the task has told that itself.
 *
 * @param datastore that of the scheduler
 * @returns whether the attempt has left anything: one that was killed has not
 * @throws CorruptRecordError, BlobMissingError
 */
export async function takeOverRecords(datastore: Datastore, path: TaskPath, attempt: number): Promise<boolean> {
  if (datastore.metadata.type !== 'local') return false;
  const files = await readLeftRecords(datastore.storage, path, attempt);
  if (files) await addRecords(datastore.localTree, files);
  return files !== undefined;
}
