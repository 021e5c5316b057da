import type { Datastore } from '@mf/datastore';
import type { RunReference, TaskReference } from '@mf/flow/internal';

/** A run of any namespace, by `Flow/run`. The client is loaded for a task that asks only. */
export async function clientRun(pathspec: string, datastore: Datastore): Promise<RunReference> {
  const { openRun } = await import('./parts/client-objects.js');
  return openRun(pathspec, datastore);
}

/** A task of any namespace, by `Flow/run/step/task`. */
export async function clientTask(pathspec: string, datastore: Datastore): Promise<TaskReference> {
  const { openTask } = await import('./parts/client-objects.js');
  return openTask(pathspec, datastore);
}
