import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** From this size on, in bytes, a gzip is unpacked while it is read, so that it and its content are never both in memory. */
export const LARGE_GZIP = 32 * 1024 * 1024;
/** Bytes at its end that say how long the content is. */
export const GZIP_SIZE = 4;
/** Gzip makes no less of any content than one byte of this many. */
export const GZIP_BEST = 1032;
/** Bytes that are unpacked at a time. */
const PIECE = 1024 * 1024;

/** Whether bytes begin as a gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks a gzip as it comes, into one piece of memory.
 *
 * @param length of the gzip, in bytes
 * @param end the last 4 bytes of it, which say how long the content is. Where they are wrong (from 4 GiB on), the memory grows as it must.
 * @throws what zlib throws, see `isZlibError`; what the pieces throw
 */
export async function unpackPieces(
  pieces: AsyncIterable<Uint8Array>,
  length: number,
  end: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const unpacker = createGunzip({ chunkSize: PIECE });
  // An error of either destroys the other, and the loop below throws it.
  pipeline(Readable.from(pieces, { highWaterMark: 1 }), unpacker, () => {});
  const said = Buffer.from(end).readUInt32LE();
  let content = new Uint8Array(said < length * GZIP_BEST ? said : length);
  let filled = 0;
  for await (const piece of unpacker as AsyncIterable<Buffer>) {
    if (filled + piece.length > content.length) content = grown(content, filled + piece.length);
    content.set(piece, filled);
    filled += piece.length;
  }
  return content.subarray(0, filled);
}

function grown(content: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(needed, content.length * 2));
  larger.set(content);
  return larger;
}

/** Whether an error says that bytes are no gzip, or not a whole one. */
export function isZlibError(error: unknown): boolean {
  return /^Z_/.test(String((error as NodeJS.ErrnoException).code));
}
