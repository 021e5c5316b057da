import type { S3NewObject, S3Object, S3Operation, S3Operations, S3Part } from './s3-protocol';

/** Bytes of the first part. */
const partSize = 8 * 1024 * 1024;
/** S3 takes 10,000 parts of an object, so parts grow: together they reach its limit for an object, 5 TiB. */
const partsOfOneSize = 1000;
const partsAtOnce = 4;

/** Performs an operation of S3. */
export type CallS3 = <K extends S3Operation>(
  operation: K,
  argument: Parameters<S3Operations[K]>[0] & S3Object,
) => Promise<Awaited<ReturnType<S3Operations[K]>>>;

/**
 * Stores an object whose bytes come in pieces of any size. Only a few parts are in memory. What fits into one part is sent
 * in one request. When the pieces end with an error, or S3 fails, nothing is stored.
 */
export async function uploadPieces(
  call: CallS3,
  { attributes, ...object }: S3NewObject,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  let upload: string | undefined;
  const parts: S3Part[] = [];
  const sending = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const send = async (body: Uint8Array<ArrayBuffer>): Promise<void> => {
    upload ??= await call('beginUpload', { ...object, attributes });
    const number = parts.push({});
    const part = call('sendPart', { ...object, upload, number, body })
      .then((sent) => void (parts[number - 1] = sent))
      .catch((error: unknown) => void (failure ??= { error }))
      .finally(() => sending.delete(part));
    sending.add(part);
    while (sending.size >= partsAtOnce) await Promise.race(sending);
    if (failure) throw failure.error;
  };
  try {
    let part = new Uint8Array(partSize);
    let length = 0;
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length;) {
        if (length === part.length) {
          await send(part);
          part = new Uint8Array(sizeOfPart(parts.length));
          length = 0;
        }
        const taken = Math.min(piece.length - at, part.length - length);
        part.set(piece.subarray(at, at + taken), length);
        at += taken;
        length += taken;
      }
    }
    const last = part.slice(0, length);
    if (upload === undefined) return await call('put', { ...object, attributes, body: last });
    await send(last);
    await Promise.all(sending);
    if (failure) throw failure.error;
    await call('endUpload', { ...object, upload, parts });
  } catch (error) {
    await Promise.all(sending);
    // What went wrong first is what matters; a part that is left behind costs storage, and is no reason to hide it.
    if (upload !== undefined) await call('abandonUpload', { ...object, upload }).catch(() => undefined);
    throw error;
  }
}

/** @param before parts that were sent */
function sizeOfPart(before: number): number {
  return partSize * 2 ** Math.floor(before / partsOfOneSize);
}
