import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gunzip, gzip, gzipSync, type ZlibOptions } from 'node:zlib';
import { nodeCrypto } from '../node-crypto';
import { ContentChangedError } from './errors';
import { gzipSmall } from './small-gzip';
import { SMALL_CONTENT } from './small-sha1';
import { GZIP_BEST } from './unpack-pieces';

/** Metaflow's level: most of the gain for a third of the time. */
const GZIP_LEVEL = 3;
/** From this size on, in bytes, packing and unpacking is left to the thread pool. */
export const LARGE_BLOB = 128 * 1024;
/** From this size on it is packed piece by piece, for memory's sake. */
export const HUGE_BLOB = 8 * 1024 * 1024;
/** Bytes that are packed at a time. */
const PIECE = 1024 * 1024;

const gzipInPool = (bytes: Uint8Array, options: ZlibOptions): Promise<Buffer> => promisify(gzip)(bytes, options);
export const gunzipInPool = (bytes: Uint8Array, options: ZlibOptions): Promise<Buffer> =>
  promisify(gunzip)(bytes, options);

/** The gzip of parts that follow one another. */
export async function pack(parts: readonly Uint8Array[], length: number): Promise<Buffer> {
  if (length <= SMALL_CONTENT) return gzipSmall(parts, length);
  const [only, ...more] = parts;
  const bytes = more.length === 0 && only ? only : Buffer.concat(parts, length);
  return length < LARGE_BLOB ? gzipSync(bytes, { level: GZIP_LEVEL }) : gzipInPool(bytes, { level: GZIP_LEVEL });
}

/**
 * `pack` piece by piece: what comes out is not all in memory.
 * @param sha of the parts
 * @throws ContentChangedError after the last piece when the parts are not what they were
 */
export async function* packInPieces(parts: readonly Uint8Array[], sha: string): AsyncGenerator<Uint8Array> {
  const hash = nodeCrypto().createHash('sha1');
  function* slices(): Generator<Uint8Array> {
    for (const part of parts) {
      for (let at = 0; at < part.length; at += PIECE) {
        const slice = part.subarray(at, at + PIECE);
        hash.update(slice);
        yield slice;
      }
    }
  }
  const packer = createGzip({ level: GZIP_LEVEL, chunkSize: PIECE });
  // An error of either destroys the other, and the loop below throws it.
  pipeline(Readable.from(slices(), { highWaterMark: 1 }), packer, () => {});
  yield* packer as AsyncIterable<Buffer>;
  if (hash.digest('hex') !== sha) throw new ContentChangedError(sha);
}

/**
 * Options by which zlib unpacks into memory of the right size at once, and need not join pieces. The size is at the end of
 * every gzip; where that is wrong (from 4 GiB on), pieces are joined as ever.
 */
export function inOnePiece(packed: Buffer): ZlibOptions {
  const size = packed.readUInt32LE(packed.length - 4);
  return size < packed.length * GZIP_BEST ? { chunkSize: Math.max(size, LARGE_BLOB) + 1 } : {};
}
