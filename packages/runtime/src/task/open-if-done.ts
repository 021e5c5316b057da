import { type FlowDatastore, type StoredTask, TaskNotDoneError } from '@mf/datastore';

/**
 * The results of a task; undefined when its newest attempt, or the one that is asked for, is not done.
 *
 * @throws what reading the datastore throws
 */
export async function openIfDone(
  datastore: FlowDatastore,
  task: { readonly run: string; readonly step: string; readonly task: string },
  attempt?: number,
): Promise<StoredTask | undefined> {
  try {
    return await datastore.openTask(task, attempt === undefined ? {} : { attempt });
  } catch (error) {
    if (error instanceof TaskNotDoneError) return undefined;
    throw error;
  }
}
