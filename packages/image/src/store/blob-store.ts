import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Blob, type Descriptor, fileBlob } from '../blob';
import { DigestMismatchError, fileError } from '../errors';

/** Blobs in a folder, each a file that is named by its content: `blobs/sha256/<hex>`, as in an OCI layout. */
export class BlobStore {
  /** @param folder absolute; made when it is needed */
  constructor(readonly folder: string) {}

  path(digest: string): string {
    return join(this.folder, 'blobs', ...digest.split(':'));
  }

  /** A blob that is there already. */
  async find(descriptor: Descriptor): Promise<Blob | undefined> {
    const path = this.path(descriptor.digest);
    const stats = await stat(path).catch(() => undefined);
    return stats?.size === descriptor.size ? fileBlob(descriptor, path) : undefined;
  }

  /**
   * Keeps a blob; one that is there already is left alone.
   *
   * @throws DigestMismatchError when the content is not what the digest says, ImageFileError
   */
  async save(descriptor: Descriptor, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Blob> {
    const known = await this.find(descriptor);
    if (known) return known;
    const path = this.path(descriptor.digest);
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      await mkdir(dirname(path), { recursive: true });
      const hash = createHash('sha256');
      const file = await open(temporary, 'w');
      try {
        for await (const piece of content) {
          hash.update(piece);
          await file.write(piece);
        }
      } finally {
        await file.close();
      }
      const digest = `sha256:${hash.digest('hex')}`;
      if (digest !== descriptor.digest) throw new DigestMismatchError(descriptor.digest, digest);
      await rename(temporary, path);
    } catch (error) {
      // What went wrong first is what is told.
      await rm(temporary, { force: true }).catch(() => undefined);
      throw fileError(path, error);
    }
    return fileBlob(descriptor, path);
  }

  /** A note that an earlier process has left under this name. */
  async readNote<T>(name: string): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(join(this.folder, `${name}.json`), 'utf8')) as T;
    } catch {
      // None, or half a one: what it would say is found out anew.
      return undefined;
    }
  }

  /** @throws ImageFileError */
  async writeNote(name: string, note: object): Promise<void> {
    const path = join(this.folder, `${name}.json`);
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(temporary, JSON.stringify(note));
      await rename(temporary, path);
    } catch (error) {
      throw fileError(path, error);
    }
  }
}
