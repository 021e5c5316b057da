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

/** The value of an artifact. */
export async function loadValue(context: Context, record: ArtifactRecord): Promise<unknown> {
  const { here, elsewhere } = storesOf(context, record);
  try {
    return decode(context, record, await here.load(record.sha));
  } catch (error) {
    if (!elsewhere || !(error instanceof BlobMissingError)) throw error;
    return decode(context, record, await elsewhere.load(record.sha));
  }
}

/** `loadValue` for a property of a task's data. */
export function loadValueSync(context: Context, record: ArtifactRecord): unknown {
  const { here, elsewhere } = storesOf(context, record);
  try {
    return decode(context, record, here.loadSync(record.sha));
  } catch (error) {
    if (!elsewhere || !(error instanceof BlobMissingError)) throw error;
    return decode(context, record, elsewhere.loadSync(record.sha));
  }
}

/**
 * The stores that may have a value: that of the datastore which is read, and the one that the record names. The record
 * has the absolute root of its time, which says nothing once the directory was moved or copied; values are named by
 * their content, so wherever one is found it is the right one.
 */
function storesOf({ datastore }: Context, record: ArtifactRecord): { here: ContentStore; elsewhere?: ContentStore } {
  const { flow, storageType, storageRoot } = record;
  const { storage } = datastore;
  if (storageType !== storage.type) throw new UnknownStorageError(storageType, storageRoot ?? '');
  const here = datastore.flow(flow).blobs;
  if (storageRoot === undefined || storageRoot === storage.root) return { here };
  return { here, elsewhere: localDatastore(storageRoot).flow(flow).blobs };
}

function decode(context: Context, { name, encoding }: ArtifactRecord, bytes: Buffer): unknown {
  if (!isReadableEncoding(encoding)) throw new UnknownEncodingError(name, encoding);
  const value = decodePickle(bytes, context.decode);
  return value instanceof IncludedFile ? readIncludedFile(context.datastore.includedFiles, value) : value;
}
