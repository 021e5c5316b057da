import { type Datastore, WITH_DATA } from '@mf/datastore';

/** Arguments of `step` by which a task's process opens the datastore of the process that starts it. */
export function datastoreArguments({ storage, metadata }: Datastore): string[] {
  return ['--datastore', storage.type, '--datastore-root', storage.root, '--metadata', metadata.type];
}

/** The same for a task on another machine. That cannot write where the runs of this machine are known, so it leaves its records with its data. */
export function remoteDatastoreArguments({ storage, metadata }: Datastore): string[] {
  const kind = metadata.type === 'local' ? WITH_DATA : metadata.type;
  return ['--datastore', storage.type, '--datastore-root', storage.root, '--metadata', kind];
}
