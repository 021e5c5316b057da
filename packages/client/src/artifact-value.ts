import {
  type ArtifactRecord,
  BlobMissingError,
  ContentStore,
  type DataPlace,
  type Datastore,
  decodePickle,
  IncludedFile,
  isReadableEncoding,
  readIncludedFile,
  UnknownEncodingError,
} from '@mf/datastore';
import type { Context } from './context';

/**
 * The value of an artifact.
 * @throws UnknownEncodingError, UnknownStorageError, BlobMissingError, CorruptBlobError, CorruptPickleError
 */
export async function loadValue(context: Context, record: ArtifactRecord): Promise<unknown> {
  const [place, other] = placesOf(context, record);
  try {
    return decode(context, place, await blobsOf(place, record).load(record.sha));
  } catch (error) {
    if (!other || !(error instanceof BlobMissingError)) throw error;
    return decode(context, other, await blobsOf(other, record).load(record.sha));
  }
}

/** `loadValue` for a property of a task's data. */
export function loadValueSync(context: Context, record: ArtifactRecord): unknown {
  const [place, other] = placesOf(context, record);
  try {
    return decode(context, place, blobsOf(place, record).loadSync(record.sha));
  } catch (error) {
    if (!other || !(error instanceof BlobMissingError)) throw error;
    return decode(context, other, blobsOf(other, record).loadSync(record.sha));
  }
}

/** Where the value may be. Values are named by their content, so wherever one is found it is the right one. */
function placesOf({ datastore }: Context, record: ArtifactRecord): ReturnType<Datastore['placesOf']> {
  const { name, encoding, storageType, storageRoot } = record;
  if (!isReadableEncoding(encoding)) throw new UnknownEncodingError(name, encoding);
  return datastore.placesOf(storageType, storageRoot);
}

function blobsOf({ storage }: DataPlace, { flow }: ArtifactRecord): ContentStore {
  return new ContentStore(storage, flow);
}

function decode({ decode: options }: Context, { includedFiles }: DataPlace, bytes: Buffer): unknown {
  const value = decodePickle(bytes, { ...options, isGivenAway: true });
  return value instanceof IncludedFile ? readIncludedFile(includedFiles, value) : value;
}
