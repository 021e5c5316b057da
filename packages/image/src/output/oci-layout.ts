import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Blob, readPieces } from '../blob';
import type { BuiltImage } from '../build-image';
import { fileError } from '../errors';
import { descriptor, type ImageIndex, indexType } from '../manifest/image-documents';
import { blobsOf } from '../manifest/blobs-of';
import { BlobStore } from '../store/blob-store';

/** What an OCI layout says of itself. */
export const layoutText = '{"imageLayoutVersion":"1.0.0"}';

/** The index of a layout with one image, which carries the name. */
export function layoutIndex(top: Blob, annotations: Readonly<Record<string, string>>): string {
  const index: ImageIndex = {
    schemaVersion: 2,
    mediaType: indexType,
    manifests: [{ ...descriptor(top), annotations }],
  };
  return JSON.stringify(index);
}

/**
 * Writes an image as an OCI layout: a folder that skopeo, podman, containerd and others read. Blobs that are there already are left alone,
 * those of an earlier image are removed.
 *
 * @param folder absolute
 * @param name of the image within the layout: a tag
 * @throws ImageFileError, and what reading a base throws
 */
export async function writeOciLayout(image: BuiltImage, folder: string, name: string): Promise<void> {
  const blobs = blobsOf(image);
  const store = new BlobStore(folder);
  for (const blob of blobs) await store.save(blob, readPieces(blob));
  try {
    await writeFile(join(folder, 'oci-layout'), layoutText);
    await writeFile(join(folder, 'index.json'), layoutIndex(image.top, { 'org.opencontainers.image.ref.name': name }));
    const own = new Set(blobs.map(({ digest }) => store.path(digest)));
    const there = join(folder, 'blobs', 'sha256');
    for (const path of (await readdir(there)).map((file) => join(there, file)))
      if (!own.has(path)) await rm(path, { force: true });
  } catch (error) {
    throw fileError(folder, error);
  }
}
