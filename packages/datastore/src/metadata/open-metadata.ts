import type { Storage } from '../storage/storage';
import { UnknownMetadataKindError } from './errors';
import { LocalMetadata } from './local-metadata';
import type { MetadataProvider } from './provider';
import { ServiceMetadata } from './service/service-metadata';
import { serviceSettings } from './service/service-settings';

/** Kinds of providers by Metaflow's names for them, each made from the `.metaflow` directory and the environment. */
const kinds: Readonly<Record<string, (localTree: Storage, env: NodeJS.ProcessEnv) => MetadataProvider>> = {
  local: (localTree) => new LocalMetadata(localTree),
  service: (_, env) => new ServiceMetadata(serviceSettings(env)),
};

/**
 * The provider of a kind.
 * @throws UnknownMetadataKindError, ServiceNotConfiguredError, InvalidServiceSettingError
 */
export function metadataProvider(kind: string, localTree: Storage, env: NodeJS.ProcessEnv): MetadataProvider {
  const make = kinds[kind];
  if (!make) throw new UnknownMetadataKindError(kind, Object.keys(kinds));
  return make(localTree, env);
}
