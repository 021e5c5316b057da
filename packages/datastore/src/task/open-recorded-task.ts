import type { Datastore } from '../datastore';
import { TaskNotDoneError } from './errors';
import { FlowDatastore, type OpenTaskOptions } from './flow-datastore';
import type { StoredTask } from './stored-task';
import type { TaskPath } from './task-path';

/**
 * The data of a task by Metaflow's rule (see `FlowDatastore.openTask`): in the datastore that is read, else where the
 * records of the task's artifacts say.
 * @throws TaskNotDoneError, UnknownStorageError
 */
export async function openRecordedTask(
  datastore: Datastore,
  task: TaskPath,
  options: OpenTaskOptions = {},
): Promise<StoredTask> {
  try {
    return await datastore.flow(task.flow).openTask(task, options);
  } catch (error) {
    if (!(error instanceof TaskNotDoneError)) throw error;
    const [record] = await datastore.metadata.artifacts(task, options);
    if (!record) throw error;
    const place = datastore
      .placesOf(record.storageType, record.storageRoot)
      .find(({ storage }) => storage !== datastore.storage);
    if (!place) throw error;
    return new FlowDatastore(place.storage, task.flow).openTask(task, options);
  }
}
