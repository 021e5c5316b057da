import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Blob, readPieces } from '../blob';
import type { BuiltImage } from '../build-image';
import { fileError } from '../errors';
import { descriptor, type ImageIndex, indexType } from '../manifest/image-documents';
import { blobsOf } from '../manifest/blobs-of';

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
  try {
    for (const blob of blobs) await writeBlob(join(folder, 'blobs', 'sha256', hexOf(blob)), blob);
    await writeFile(join(folder, 'oci-layout'), layoutText);
    await writeFile(join(folder, 'index.json'), layoutIndex(image.top, { 'org.opencontainers.image.ref.name': name }));
    const own = new Set(blobs.map(hexOf));
    for (const file of await readdir(join(folder, 'blobs', 'sha256')))
      if (!own.has(file)) await rm(join(folder, 'blobs', 'sha256', file), { force: true });
  } catch (error) {
    throw fileError(folder, error);
  }
}

async function writeBlob(path: string, blob: Blob): Promise<void> {
  if ((await stat(path).catch(() => undefined))?.size === blob.size) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w');
  try {
    for await (const piece of readPieces(blob)) await file.write(piece);
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

const hexOf = ({ digest }: Blob): string => digest.slice('sha256:'.length);
