import { Run, Task } from '@mf/client';
import type { Datastore } from '@mf/datastore';
import type { RunReference, TaskReference } from '@mf/flow/internal';

export { packCode } from '@mf/client';

/** A run of any namespace. */
export function openRun(pathspec: string, datastore: Datastore): RunReference {
  return new Run(pathspec, { datastore, namespace: null });
}

/** A task of any namespace. */
export function openTask(pathspec: string, datastore: Datastore): TaskReference {
  return new Task(pathspec, { datastore, namespace: null });
}
