import { type Datastore, openDatastore, WITH_DATA } from '@mf/datastore';
import { DatastoreNotConfiguredError } from './errors';

/**
 * Opens the datastore of a process that an external scheduler starts. What goes into a directory must go into one that outlives the
 * process: that is none that is merely found. So records of runs are kept beside the data, unless a directory is named for them.
 *
 * @param what that runs, as the beginning of a sentence
 * @throws DatastoreNotConfiguredError, and what opening the datastore throws
 */
export function openWorkerDatastore(what: string, env: NodeJS.ProcessEnv): Datastore {
  const datastore = openDatastore({ env, create: true });
  if (env['METAFLOW_DATASTORE_SYSROOT_LOCAL'] || datastore.metadata.type !== 'local') return datastore;
  if (datastore.storage.type === 'local') throw new DatastoreNotConfiguredError(what);
  return openDatastore({ env, create: true, metadata: WITH_DATA });
}
