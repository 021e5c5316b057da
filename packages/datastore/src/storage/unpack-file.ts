import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { GZIP_SIZE, isGzip, isZlibError, unpackPieces } from '../cas/unpack-pieces';

/** Bytes that are read at a time. */
const PIECE = 1024 * 1024;

/**
 * The content of a file that is a gzip, unpacked while it is read; undefined when it is none, or not a whole one.
 *
 * @throws what the system says
 */
export async function unpackFile(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const [begin, end] = [new Uint8Array(2), new Uint8Array(GZIP_SIZE)];
    readSync(fd, begin, 0, begin.length, 0);
    // The end of another file says nothing of how much memory is needed.
    if (!isGzip(begin) || readSync(fd, end, 0, GZIP_SIZE, size - GZIP_SIZE) < GZIP_SIZE) return undefined;
    const pieces = createReadStream(file, { fd, start: 0, highWaterMark: PIECE, autoClose: false });
    return await unpackPieces(pieces as AsyncIterable<Buffer>, size, end);
  } catch (error) {
    if (isZlibError(error)) return undefined;
    throw error;
  } finally {
    closeSync(fd);
  }
}
