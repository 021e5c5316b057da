import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Datastore, metaflowEnvironment, NoDatastoreError, openDatastore } from '@mf/datastore';

/** What was chosen; undefined for what the environment says. */
let chosen: Datastore | undefined;

/**
 * Chooses where runs are looked for in this process, as Metaflow's function of the same name does. Objects that exist already
 * stay where they are.
 *
 * @param where `service@https://…` or an address alone; `local@PATH` or a path alone, to the directory that has `.metaflow`;
 *   `service` or `local` alone for that kind as the environment says
 * @returns what `getMetadata` returns then
 * @throws NoDatastoreError, ServiceNotConfiguredError, InvalidServiceSettingError
 * @example metadata('service@https://metaflow.example.com');
 */
export function metadata(where: string): string {
  const { kind, place } = parse(where);
  chosen = kind === 'service' ? openService(place) : openLocal(place);
  return getMetadata();
}

/** Where runs are looked for in this process: `service@URL` or `local@PATH`. */
export function getMetadata(): string {
  const { type, info } = (chosen ?? openDatastore({ create: true })).metadata;
  return `${type}@${info}`;
}

/** Goes back to what the environment says: METAFLOW_DEFAULT_METADATA and the variables of that kind. */
export function defaultMetadata(): string {
  chosen = undefined;
  return getMetadata();
}

/** The datastore that objects read which are made now. */
export function datastoreInUse(): Datastore {
  return chosen ?? openDatastore({ create: false });
}

interface Where {
  readonly kind: 'local' | 'service';
  readonly place: string | undefined;
}

function parse(where: string): Where {
  const [, kind, place] = /^(local|service)(?:@(.*))?$/s.exec(where) ?? [];
  if (kind) return { kind: kind as Where['kind'], place };
  return { kind: where.startsWith('http') ? 'service' : 'local', place: where };
}

function openService(url: string | undefined): Datastore {
  const env = url === undefined ? metaflowEnvironment() : { ...metaflowEnvironment(), METAFLOW_SERVICE_URL: url };
  return openDatastore({ env, create: false, metadata: 'service' });
}

function openLocal(path: string | undefined): Datastore {
  if (path === undefined) return openDatastore({ create: false, metadata: 'local' });
  const root = resolve(path);
  if (!existsSync(join(root, '.metaflow'))) throw new NoDatastoreError(root);
  const env = { ...metaflowEnvironment(), METAFLOW_DATASTORE_SYSROOT_LOCAL: root };
  return openDatastore({ env, create: false, metadata: 'local' });
}
