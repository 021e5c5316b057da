import { LocalMetadata } from './metadata/local-metadata';
import { metadataProvider } from './metadata/open-metadata';
import type { MetadataProvider } from './metadata/provider';
import { metaflowEnvironment } from './settings/metaflow-environment';
import { datastoreRootForReading, datastoreRootForWriting, type RootSearch } from './root';
import { type DataPlace, dataPlaceAt, defaultDataPlace, LOCAL, localDataPlace } from './storage/data-place';
import { UnknownStorageError } from './storage/errors';
import { LocalStorage } from './storage/local-storage';
import type { Storage } from './storage/storage';
import { FlowDatastore } from './task/flow-datastore';

/** Where flows keep what they write. Where data lies and where runs are known are two independent choices. */
export interface Datastore extends DataPlace {
  /** Which flows, runs, steps and tasks there are. */
  readonly metadata: MetadataProvider;
  /** The `.metaflow` directory of this machine. It knows which run was started last, wherever everything else is. */
  readonly localTree: Storage;
  /** The data of one flow. */
  flow(name: string): FlowDatastore;
  /**
   * Where data may lie of which a record says the kind of storage and the root, in the order to look in. The data need
   * not be where this process writes its own. The root of a local one says nothing once the directory was moved or
   * copied, so there the datastore that is read comes first.
   * @throws UnknownStorageError
   */
  placesOf(type: string, root: string | undefined): readonly [DataPlace, ...DataPlace[]];
}

/** How `openDatastore` chooses. */
export interface OpenDatastoreOptions extends RootSearch {
  /** True for a process that writes: where there is no `.metaflow` directory, one is made by the first write. */
  readonly create: boolean;
  /** Kind of storage for data: `local`, `s3`. Default: METAFLOW_DEFAULT_DATASTORE, else `local`. */
  readonly datastore?: string | undefined;
  /** Root of that storage. Default: what the environment says for the kind. */
  readonly datastoreRoot?: string | undefined;
  /** Kind of provider for metadata: `local`, `service`, `datastore`. Default: METAFLOW_DEFAULT_METADATA, else `local`. */
  readonly metadata?: string | undefined;
}

/**
 * Opens the datastore of this process. Without `env`, Metaflow's configuration files count beside the process's environment. The `.metaflow` directory is found by Metaflow's rule (see `findDatastoreRoot`).
 * Nothing is written, and no connection is made.
 * @throws UnknownDatastoreKindError, UnknownMetadataKindError, ServiceNotConfiguredError, InvalidServiceSettingError; NoDatastoreError when there is no `.metaflow` directory,
 *   `create` is false and all is there
 */
export function openDatastore(options: OpenDatastoreOptions): Datastore {
  const { env = metaflowEnvironment(process.env, options.cwd), create } = options;
  const type = options.datastore ?? (env['METAFLOW_DEFAULT_DATASTORE'] || LOCAL);
  const kind = options.metadata ?? (env['METAFLOW_DEFAULT_METADATA'] || LOCAL);
  const search = { ...options, env };
  const given = type === LOCAL ? options.datastoreRoot : undefined;
  const localRoot =
    given ??
    (create || kind !== LOCAL || type !== LOCAL ? datastoreRootForWriting(search) : datastoreRootForReading(search));
  const localTree = new LocalStorage(localRoot);
  const place =
    options.datastoreRoot === undefined
      ? defaultDataPlace(type, localRoot, env)
      : dataPlaceAt(type, options.datastoreRoot, env);
  return assemble(place, localTree, metadataProvider(kind, { localTree, data: place.storage, env }), env);
}

/** Data and metadata in an existing or future `.metaflow` directory, given by its absolute path. */
export function localDatastore(root: string): Datastore {
  const place = localDataPlace(root);
  return assemble(place, place.storage, new LocalMetadata(place.storage), process.env);
}

function assemble(here: DataPlace, localTree: Storage, metadata: MetadataProvider, env: NodeJS.ProcessEnv): Datastore {
  const known = new Map<string, DataPlace>();
  const placeAt = (type: string, root: string): DataPlace => {
    if (type === here.storage.type && root === here.storage.root) return here;
    const key = `${type} ${root}`;
    const place = known.get(key) ?? dataPlaceAt(type, root, env);
    known.set(key, place);
    return place;
  };
  return {
    ...here,
    metadata,
    localTree,
    flow: (name) => new FlowDatastore(here.storage, name),
    placesOf(type, root) {
      if (type === LOCAL && here.storage.type === LOCAL) {
        return root === undefined || root === here.storage.root ? [here] : [here, placeAt(type, root)];
      }
      if (root !== undefined) return [placeAt(type, root)];
      if (type !== here.storage.type) throw new UnknownStorageError(type, '');
      return [here];
    },
  };
}
