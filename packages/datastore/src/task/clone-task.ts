import type { MetadataWriter } from '../metadata/provider';
import type { FlowDatastore, TaskOfFlow } from './flow-datastore';
import type { StoredTask } from './stored-task';

/**
 * Makes a task whose results are those of a task of another run, as `resume` does: the same artifacts by reference, no
 * logs, and records of where they come from. The target must have been registered.
 */
export async function cloneTask(
  flow: FlowDatastore,
  origin: StoredTask,
  target: TaskOfFlow,
  metadata: MetadataWriter,
): Promise<void> {
  const attempt = await flow.startAttempt(target, 0, metadata);
  attempt.passDown(origin);
  await metadata.addMetadata(attempt.path, [
    { field: 'origin-task-id', value: origin.path.task, attempt: 0 },
    { field: 'origin-run-id', value: origin.path.run, attempt: 0 },
    { field: 'attempt', value: '0', attempt: 0 },
    { field: 'attempt_ok', value: 'True', type: 'internal_attempt_status', attempt: 0 },
  ]);
  await attempt.done();
}
