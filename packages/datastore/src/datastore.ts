import { dirname, join } from 'node:path';
import { LocalMetadata } from './metadata/local-metadata';
import type { MetadataProvider } from './metadata/provider';
import { datastoreRootForReading, datastoreRootForWriting, type RootSearch } from './root';
import { LocalStorage } from './storage/local-storage';
import type { Storage } from './storage/storage';
import { FlowDatastore } from './task/flow-datastore';

/** Where flows keep what they write. */
export interface Datastore {
  /** Data of tasks, one directory per flow. */
  readonly storage: Storage;
  /** Files that IncludeFile parameters took in, one directory per flow. */
  readonly includedFiles: Storage;
  /** Which flows, runs, steps and tasks there are. */
  readonly metadata: MetadataProvider;
  /** The data of one flow. */
  flow(name: string): FlowDatastore;
}

/** How `openLocalDatastore` finds the datastore. */
export interface OpenDatastoreOptions extends RootSearch {
  /** True for a process that writes: where there is no datastore, one is made by the first write. */
  readonly create: boolean;
}

/**
 * Opens the `.metaflow` directory of this process, by Metaflow's rule (see `findDatastoreRoot`). Nothing is written.
 * @throws NoDatastoreError when there is none and `create` is false
 */
export function openLocalDatastore(options: OpenDatastoreOptions): Datastore {
  return localDatastore(options.create ? datastoreRootForWriting(options) : datastoreRootForReading(options));
}

/** The datastore in an existing or future `.metaflow` directory, given by its absolute path. */
export function localDatastore(root: string): Datastore {
  const storage = new LocalStorage(root);
  return {
    storage,
    includedFiles: new LocalStorage(join(dirname(root), 'data')),
    metadata: new LocalMetadata(storage),
    flow: (name) => new FlowDatastore(storage, name),
  };
}
