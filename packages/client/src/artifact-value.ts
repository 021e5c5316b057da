import {
  type ArtifactRecord,
  BlobMissingError,
  type ContentStore,
  decodePickle,
  IncludedFile,
  isReadableEncoding,
  localDatastore,
  readIncludedFile,
  UnknownEncodingError,
  UnknownStorageError,
} from '@mf/datastore';
import type { Context } from './context';

/**
 * The value of an artifact.
 * @throws UnknownEncodingError, UnknownStorageError, BlobMissingError, CorruptBlobError, CorruptPickleError
 */
export async function loadValue(context: Context, record: ArtifactRecord): Promise<unknown> {
  const { here, elsewhere } = storesOf(context, record);
  try {
    return decode(context, await here.load(record.sha));
  } catch (error) {
    if (!elsewhere || !(error instanceof BlobMissingError)) throw error;
    return decode(context, await elsewhere.load(record.sha));
  }
}

/** `loadValue` for a property of a task's data. */
export function loadValueSync(context: Context, record: ArtifactRecord): unknown {
  const { here, elsewhere } = storesOf(context, record);
  try {
    return decode(context, here.loadSync(record.sha));
  } catch (error) {
    if (!elsewhere || !(error instanceof BlobMissingError)) throw error;
    return decode(context, elsewhere.loadSync(record.sha));
  }
}

/**
 * The stores that may have a value: that of the datastore which is read, and the one that the record names. The record
 * has the absolute root of its time, which says nothing once the directory was moved or copied; values are named by
 * their content, so wherever one is found it is the right one.
 */
function storesOf({ datastore }: Context, record: ArtifactRecord): { here: ContentStore; elsewhere?: ContentStore } {
  const { flow, name, encoding, storageType, storageRoot } = record;
  const { storage } = datastore;
  if (!isReadableEncoding(encoding)) throw new UnknownEncodingError(name, encoding);
  if (storageType !== storage.type) throw new UnknownStorageError(storageType, storageRoot ?? '');
  const here = datastore.flow(flow).blobs;
  if (storageRoot === undefined || storageRoot === storage.root) return { here };
  return { here, elsewhere: localDatastore(storageRoot).flow(flow).blobs };
}

function decode({ datastore, decode: options }: Context, bytes: Buffer): unknown {
  const value = decodePickle(bytes, options);
  return value instanceof IncludedFile ? readIncludedFile(datastore.includedFiles, value) : value;
}
