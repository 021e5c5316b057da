import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { GZIP_SIZE, isGzip, isZlibError, LARGE_GZIP, unpackPieces } from '../cas/unpack-pieces';
import { isMissing } from './missing';
import type { S3Content, S3Object } from './s3-protocol';

/** Bytes that one request asks for. One stream is slower than a network; a few are as fast. */
const rangeSize = 16 * 1024 * 1024;
const rangesAtOnce = 8;
/** Fewer where memory counts. */
const rangesAhead = 3;
const firstDelayMilliseconds = 200;

/** The bytes of an object, in one piece of memory from the start; undefined when there is none. */
export async function downloadObject(
  client: S3Client,
  object: S3Object,
  retries: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const read: ReadRange = (range) => withRetries(retries, () => readRange(client, object, range));
  const first = await readFirst(read);
  return first && readAll(read, first);
}

/** The same; of a large gzip, what it unpacks to: it is unpacked while it comes, and never in memory as a whole. */
export async function downloadUnpacking(
  client: S3Client,
  object: S3Object,
  retries: number,
): Promise<S3Content | undefined> {
  const read: ReadRange = (range) => withRetries(retries, () => readRange(client, object, range));
  const first = await readFirst(read);
  if (!first) return undefined;
  const { bytes, total, tag } = first;
  if (total >= LARGE_GZIP && isGzip(bytes)) {
    try {
      const end = await read({ start: total - GZIP_SIZE, length: GZIP_SIZE, tag, into: undefined });
      return { bytes: await unpackPieces(inOrder(read, first), total, end.bytes), isUnpacked: true };
    } catch (error) {
      if (!isZlibError(error)) throw error;
    }
  }
  return { bytes: await readAll(read, first), isUnpacked: false };
}

/** The beginning of an object; undefined when there is none. */
async function readFirst(read: ReadRange): Promise<Piece | undefined> {
  try {
    return await read({ start: 0, length: rangeSize, tag: undefined, into: undefined });
  } catch (error) {
    if (isMissing(error)) return undefined;
    // An empty object has no first byte to begin a range with.
    if ((error as Error).name === 'InvalidRange') return { bytes: new Uint8Array(0), total: 0, tag: undefined };
    throw error;
  }
}

/** The ranges of an object one after the other; the next ones are on their way meanwhile. */
async function* inOrder(read: ReadRange, { bytes, total, tag }: Piece): AsyncGenerator<Uint8Array> {
  const ahead: Promise<Piece>[] = [];
  let start = bytes.length;
  yield bytes;
  for (;;) {
    for (; start < total && ahead.length < rangesAhead; start += rangeSize) {
      const next = read({ start, length: Math.min(rangeSize, total - start), tag, into: undefined });
      // Thrown where it is its turn.
      next.catch(() => undefined);
      ahead.push(next);
    }
    const piece = await ahead.shift();
    if (!piece) return;
    yield piece.bytes;
  }
}

async function readAll(read: ReadRange, { bytes, total, tag }: Piece): Promise<Uint8Array<ArrayBuffer>> {
  if (total <= bytes.length) return bytes;
  const whole = new Uint8Array(total);
  whole.set(bytes);
  const starts: number[] = [];
  for (let start = bytes.length; start < total; start += rangeSize) starts.push(start);
  const work = async (): Promise<void> => {
    for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
      const length = Math.min(rangeSize, total - start);
      await read({ start, length, tag, into: whole.subarray(start, start + length) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(rangesAtOnce, starts.length) }, work));
  return whole;
}

type ReadRange = (range: Range) => Promise<Piece>;

interface Range {
  readonly start: number;
  readonly length: number;
  /** The version that is read: parts of two would make neither. */
  readonly tag: string | undefined;
  /** Where the bytes go; a place of their own when undefined. */
  readonly into: Uint8Array<ArrayBuffer> | undefined;
}

interface Piece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Size of the whole object. */
  readonly total: number;
  readonly tag: string | undefined;
}

async function readRange(client: S3Client, { bucket, key }: S3Object, range: Range): Promise<Piece> {
  const { Body, ContentLength, ContentRange, ETag } = await client.send(
    new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      Range: `bytes=${range.start}-${range.start + range.length - 1}`,
      ...(range.tag !== undefined && { IfMatch: range.tag }),
    }),
  );
  const length = ContentLength ?? 0;
  const bytes = range.into ?? new Uint8Array(length);
  let at = 0;
  for await (const chunk of Body as AsyncIterable<Uint8Array>) {
    if (at + chunk.length > bytes.length) throw new BrokenOffError(key);
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (at !== bytes.length) throw new BrokenOffError(key);
  const total = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? length);
  return { bytes, total, tag: ETag };
}

class BrokenOffError extends Error {
  override readonly name = 'BrokenOff';

  constructor(key: string) {
    super(`the answer for ${key} was not whole`);
  }
}

/** The SDK tries a request again, but not one whose answer breaks off half way. */
async function withRetries<T>(retries: number, read: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (attempt >= retries || !isBrokenOff(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, firstDelayMilliseconds * 2 ** attempt * Math.random()));
    }
  }
}

/** Whether an answer has come, but not to its end: what goes wrong before that has `$metadata` of the SDK. */
function isBrokenOff(error: unknown): boolean {
  const { name, code } = error as Error & { readonly code?: unknown };
  if ('$metadata' in (error as object)) return false;
  return (
    name === 'BrokenOff' || name === 'TimeoutError' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
