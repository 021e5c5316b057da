import { dirname, join } from 'node:path';
import { UnknownDatastoreKindError, UnknownStorageError } from './errors';
import { defaultS3Root, s3RootBeside } from '../s3/s3-place';
import { LocalStorage } from './local-storage';
import { S3Storage } from './s3-storage';
import type { Storage } from './storage';

/** The kind of storage that is a directory, and of metadata beside it. */
export const LOCAL = 'local';

/** Directory for cards, beside the data of flows. */
const CARDS = 'mf.cards';

/** Where data of flows lies. */
export interface DataPlace {
  /** Data of tasks, one directory per flow. */
  readonly storage: Storage;
  /** Files that IncludeFile parameters took in, one directory per flow. */
  readonly includedFiles: Storage;
  /** Cards of tasks, one directory per flow. */
  readonly cards: Storage;
}

/** Kinds of storage by Metaflow's names for them. */
const kinds: Readonly<Record<string, StorageKind>> = {
  [LOCAL]: {
    at: localDataPlace,
    byDefault: localDataPlace,
  },
  s3: {
    at: s3DataPlace,
    byDefault: (_localRoot, env) => s3DataPlace(defaultS3Root(env), env),
  },
};

interface StorageKind {
  /** The place with this root. */
  at(root: string, env: NodeJS.ProcessEnv): DataPlace;
  /** The place that the environment says. */
  byDefault(localRoot: string, env: NodeJS.ProcessEnv): DataPlace;
}

/**
 * Where this process keeps its data.
 * @param localRoot the `.metaflow` directory
 * @throws UnknownDatastoreKindError
 */
export function defaultDataPlace(type: string, localRoot: string, env: NodeJS.ProcessEnv): DataPlace {
  const kind = kinds[type];
  if (!kind) throw new UnknownDatastoreKindError(type, Object.keys(kinds));
  return kind.byDefault(localRoot, env);
}

/**
 * The place that a record names by its kind of storage and its root.
 * @throws UnknownStorageError
 */
export function dataPlaceAt(type: string, root: string, env: NodeJS.ProcessEnv): DataPlace {
  const kind = kinds[type];
  if (!kind) throw new UnknownStorageError(type, root);
  return kind.at(root, env);
}

/**
 * A `.metaflow` directory, given by its absolute path. METAFLOW_CARD_LOCALROOT in the environment decides where cards lie when it is set.
 */
export function localDataPlace(root: string, env: NodeJS.ProcessEnv = process.env): DataPlace {
  const cards = env['METAFLOW_CARD_LOCALROOT'] || join(root, CARDS);
  return {
    storage: new LocalStorage(root),
    includedFiles: new LocalStorage(join(dirname(root), 'data')),
    // Metaflow's readers fail over any file in the folder of a task's cards that is not named like a card.
    cards: new LocalStorage(cards, { unfinished: cards }),
  };
}

function s3DataPlace(root: string, env: NodeJS.ProcessEnv): DataPlace {
  return {
    storage: new S3Storage(root, env),
    includedFiles: new S3Storage(s3RootBeside(root, 'data', 'METAFLOW_DATATOOLS_S3ROOT', env), env),
    cards: new S3Storage(s3RootBeside(root, CARDS, 'METAFLOW_CARD_S3ROOT', env), env),
  };
}
