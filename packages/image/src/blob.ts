import { open } from 'node:fs/promises';
import { type Digest, digestOf } from './digest';

/** How one document of an image names another (OCI image specification, descriptors). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** In bytes. */
  readonly size: number;
}

/** A piece of an image: it lies in memory, in a file, or so far only in a registry. */
export interface Blob extends Descriptor {
  /** Bytes from `start` up to, without, `end`. */
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
}

export function blobOf(mediaType: string, content: Uint8Array): Blob {
  return {
    mediaType,
    digest: digestOf(content),
    size: content.length,
    read: async (start, end) => content.subarray(start, end),
  };
}

/** A file that has the content of the digest. */
export function fileBlob({ mediaType, digest, size }: Descriptor, path: string): Blob {
  return {
    mediaType,
    digest,
    size,
    read: async (start, end) => {
      const file = await open(path);
      try {
        const piece = Buffer.alloc(end - start);
        const { bytesRead } = await file.read(piece, 0, piece.length, start);
        return piece.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

/** The content, a megabyte at a time. */
export async function* readPieces(blob: Blob): AsyncGenerator<Uint8Array> {
  const size = 1 << 20;
  for (let at = 0; at < blob.size; at += size) yield await blob.read(at, Math.min(at + size, blob.size));
}

export function readWhole(blob: Blob): Promise<Uint8Array> {
  return blob.read(0, blob.size);
}
