import { MemoryStorage } from '../storage/memory-storage';
import type { Storage } from '../storage/storage';
import { UnknownMetadataKindError } from './errors';
import { LocalMetadata } from './local-metadata';
import { LocalMetadataWriter } from './local-metadata-writer';
import type { MetadataProvider } from './provider';
import { ServiceMetadata } from './service/service-metadata';
import { serviceSettings } from './service/service-settings';
import { DataMetadataWriter } from './with-data/data-metadata-writer';
import { PullingMetadata } from './with-data/pulling-metadata';

/** What a provider is made from. */
export interface MetadataPlace {
  /** The `.metaflow` directory of this machine. */
  readonly localTree: Storage;
  /** Where the data of flows lies. */
  readonly data: Storage;
  readonly env: NodeJS.ProcessEnv;
}

/** The kind of records that are kept beside the data: our own, for tasks that have no machine to leave them on. */
export const WITH_DATA = 'datastore';

/** Kinds of providers by Metaflow's names for them. */
const kinds: Readonly<Record<string, (place: MetadataPlace) => MetadataProvider>> = {
  local: localMetadata,
  service: ({ env }) => new ServiceMetadata(serviceSettings(env)),
  [WITH_DATA]: ({ data }) =>
    new PullingMetadata({
      type: WITH_DATA,
      info: data.root,
      tree: new MemoryStorage(),
      data,
      writer: (flow, identity) => new DataMetadataWriter(data, flow, identity),
    }),
};

/**
 * The provider of a kind.
 * @throws UnknownMetadataKindError, ServiceNotConfiguredError, InvalidServiceSettingError
 */
export function metadataProvider(kind: string, place: MetadataPlace): MetadataProvider {
  const make = kinds[kind];
  if (!make) throw new UnknownMetadataKindError(kind, Object.keys(kinds));
  return make(place);
}

/** Where all is in one directory, no other machine has anything to add. */
function localMetadata({ localTree, data }: MetadataPlace): MetadataProvider {
  const local = new LocalMetadata(localTree);
  if (data.type === 'local') return local;
  const writer: MetadataProvider['writer'] = (flow, identity) => new LocalMetadataWriter(localTree, flow, identity);
  return new PullingMetadata({ type: 'local', info: local.info, tree: localTree, data, writer });
}
