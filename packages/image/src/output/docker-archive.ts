import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';
import { type Blob, readPieces } from '../blob';
import type { BuiltImage } from '../build-image';
import { fileError } from '../errors';
import { blobsOf } from '../manifest/blobs-of';
import type { Architecture } from '../manifest/platform';
import { layoutIndex, layoutText } from './oci-layout';

/**
 * Writes an image as one file for `docker load`, `podman load` and `ctr images import`: an OCI layout in a tar, with docker's own list beside
 * it. Docker takes one image from it, that of an architecture.
 *
 * @param file absolute
 * @param name with a tag, e.g. `train-flow:1`
 * @throws ImageFileError, and what reading a base throws
 */
export async function writeDockerArchive(
  image: BuiltImage,
  architecture: Architecture,
  file: string,
  name: string,
): Promise<void> {
  const one = image.images.find((each) => each.architecture === architecture) ?? image.images[0]!;
  const only: BuiltImage = { images: [one], top: one.manifest, digest: one.manifest.digest };
  const list = [
    {
      Config: pathOf(one.configBlob),
      RepoTags: [name],
      Layers: one.layers.map(({ blob }) => pathOf(blob)),
    },
  ];
  const documents = {
    'oci-layout': layoutText,
    'index.json': layoutIndex(one.manifest, {
      'io.containerd.image.name': name,
      'org.opencontainers.image.ref.name': name.slice(name.lastIndexOf(':') + 1),
    }),
    'manifest.json': JSON.stringify(list),
  };
  const temporary = `${file}.${process.pid}.tmp`;
  const entries = [
    ...blobsOf(only).map((blob) => ({ path: pathOf(blob), size: blob.size, content: readPieces(blob) })),
    ...Object.entries(documents).map(([path, text]) => ({ path, size: Buffer.byteLength(text), content: [text] })),
  ];
  try {
    await mkdir(dirname(file), { recursive: true });
    const archive = pack();
    // Each ends with the other's error.
    await Promise.all([
      pipeline(archive, createWriteStream(temporary)),
      fill(archive, entries).catch((error: unknown) => {
        archive.destroy(error as Error);
        throw error;
      }),
    ]);
    await rename(temporary, file);
  } catch (error) {
    // What went wrong first is what is told.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileError(file, error);
  }
}

interface ArchiveEntry {
  readonly path: string;
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array> | Iterable<string>;
}

async function fill(archive: Pack, entries: readonly ArchiveEntry[]): Promise<void> {
  for (const { path, size, content } of entries)
    await pipeline(content, archive.entry({ name: path, size, mtime: new Date(0) }));
  archive.finalize();
}

const pathOf = ({ digest }: Blob): string => `blobs/${digest.replace(':', '/')}`;
