import type { Datastore } from '@mf/datastore';

/** Arguments of `step` by which a task's process opens the datastore of the process that starts it. */
export function datastoreArguments({ storage, metadata }: Datastore): string[] {
  return ['--datastore', storage.type, '--datastore-root', storage.root, '--metadata', metadata.type];
}
