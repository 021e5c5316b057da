import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
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
  try {
    await mkdir(dirname(file), { recursive: true });
    const archive = pack();
    const written = pipeline(archive, createWriteStream(temporary));
    for (const blob of blobsOf(only)) {
      const entry = archive.entry({ name: pathOf(blob), size: blob.size, mtime: new Date(0) });
      for await (const piece of readPieces(blob)) if (!entry.write(piece)) await once(entry, 'drain');
      entry.end(undefined);
    }
    for (const [path, text] of Object.entries(documents)) archive.entry({ name: path, mtime: new Date(0) }, text);
    archive.finalize();
    await written;
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw fileError(file, error);
  }
}

const pathOf = ({ digest }: Blob): string => `blobs/${digest.replace(':', '/')}`;
