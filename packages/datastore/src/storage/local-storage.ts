import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  read,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { promisify } from 'node:util';
import { DatastoreNotReadableError } from './errors';
import { LARGE_GZIP } from '../cas/unpack-pieces';
import type { GrowingObject, Storage, StoredContent, WriteOptions } from './storage';
import { unpackFile } from './unpack-file';
import { unpackInThread } from './unpack-in-thread';
import { isTemporaryName, openMakingDirectories, writeFileAtomically, writingTo } from './atomic-write';

/**
 * Up to this many bytes a file is read with plain system calls: on a local disk a hop to the thread pool costs several
 * times what they do (a listing reads thousands of files of a few hundred bytes).
 */
const SMALL_FILE = 256 * 1024;
/** Files that `readMany` reads before it lets other work of the process run. */
const BATCH = 256;

/** Bytes that one call of the system reads: more than 2 GiB is not possible. */
const READ = 512 * 1024 * 1024;
const readSome = (
  ...args: [fd: number, into: Buffer, at: number, length: number, position: number]
): Promise<{ readonly bytesRead: number }> => promisify(read)(...args);

async function readLargeFile(fd: number, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  for (let at = 0; at < size;) {
    const { bytesRead } = await readSome(fd, bytes, at, Math.min(size - at, READ), at);
    if (bytesRead === 0) return bytes.subarray(0, at);
    at += bytesRead;
  }
  return bytes;
}

/**
 * A directory as storage. The layout is Metaflow's: an object is a file at its path under the root, its attributes
 * are JSON in a file named `<path>_meta`. New files get the permissions of the process's umask, so that what one user
 * runs another may resume.
 */
export class LocalStorage implements Storage {
  readonly type = 'local';

  readonly #unfinished: string | undefined;

  /**
   * @param root absolute path of the directory; it is made when something is written.
   * @param options `unfinished`: absolute path of a directory of the same disk for files that are being written. Without it they are, under
   *   hidden names, where they will be.
   */
  constructor(
    readonly root: string,
    options: { readonly unfinished?: string } = {},
  ) {
    this.#unfinished = options.unfinished;
  }

  async read(path: string): Promise<Buffer | undefined> {
    const file = this.#full(path);
    try {
      const fd = openSync(file, 'r');
      try {
        const { size } = fstatSync(fd);
        return size <= SMALL_FILE ? readFileSync(fd) : await readLargeFile(fd, size);
      } finally {
        closeSync(fd);
      }
    } catch (error) {
      return absent(file, error);
    }
  }

  readSync(path: string): Buffer | undefined {
    const file = this.#full(path);
    try {
      return readFileSync(file);
    } catch (error) {
      return absent(file, error);
    }
  }

  async readUnpacking(path: string): Promise<StoredContent | undefined> {
    const content = await this.#unpacked(path);
    return contentOf(content, content ? undefined : await this.read(path));
  }

  readUnpackingSync(path: string): StoredContent | undefined {
    const content = (this.#sizeOf(path) ?? 0) >= LARGE_GZIP ? unpackInThread(this.#full(path)) : undefined;
    return contentOf(content, content ? undefined : this.readSync(path));
  }

  async readMany(paths: readonly string[]): Promise<(Buffer | undefined)[]> {
    const found: (Buffer | undefined)[] = [];
    for (const path of paths) {
      if (found.length > 0 && found.length % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
      found.push(this.readSync(path));
    }
    return found;
  }

  async size(path: string): Promise<number | undefined> {
    return this.#sizeOf(path);
  }

  async exists(path: string): Promise<boolean> {
    return existsSync(this.#full(path));
  }

  async list(path: string): Promise<string[]> {
    const directory = this.#full(path);
    try {
      return readdirSync(directory).filter((name) => !isTemporaryName(name));
    } catch (error) {
      return absent(directory, error) ?? [];
    }
  }

  async write(path: string, data: Uint8Array | string, options: WriteOptions = {}): Promise<boolean> {
    return this.#write(path, data, options);
  }

  async writePieces(path: string, pieces: AsyncIterable<Uint8Array>, options: WriteOptions = {}): Promise<boolean> {
    return this.#write(path, pieces, options);
  }

  grow(path: string): GrowingObject {
    const file = this.#full(path);
    return {
      async append(data) {
        writingTo(file, () => {
          const fd = openMakingDirectories(file, 'a');
          try {
            writeFileSync(fd, data);
          } finally {
            closeSync(fd);
          }
        });
      },
      async close() {},
    };
  }

  async remove(path: string): Promise<void> {
    const file = this.#full(path);
    writingTo(file, () => {
      rmSync(file, { force: true });
      rmSync(`${file}_meta`, { force: true });
    });
  }

  async #write(
    path: string,
    data: Parameters<typeof writeFileAtomically>[1],
    { overwrite, attributes }: WriteOptions,
  ): Promise<boolean> {
    const file = this.#full(path);
    if (!overwrite && existsSync(file)) return false;
    // Attributes first: whoever sees the object must see them too.
    const folder = this.#unfinished;
    if (attributes) await writeFileAtomically(`${file}_meta`, JSON.stringify(attributes), { folder });
    return writeFileAtomically(file, data, { folder, isNew: !overwrite });
  }

  async #unpacked(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if ((this.#sizeOf(path) ?? 0) < LARGE_GZIP) return undefined;
    const file = this.#full(path);
    try {
      return await unpackFile(file);
    } catch (error) {
      return absent(file, error);
    }
  }

  #sizeOf(path: string): number | undefined {
    const file = this.#full(path);
    try {
      const stats = statSync(file, { throwIfNoEntry: false });
      return stats?.isFile() ? stats.size : undefined;
    } catch (error) {
      return absent(file, error);
    }
  }

  #full(path: string): string {
    // Not by `join`, which looks at each character of a path that is in order: in a short task that takes a millisecond.
    return path === '' ? this.root : `${this.root}/${path}`;
  }
}

function contentOf(unpacked: Uint8Array<ArrayBuffer> | undefined, asIs: Buffer | undefined): StoredContent | undefined {
  if (!unpacked) return asIs && { bytes: asIs, isUnpacked: false };
  return { bytes: Buffer.from(unpacked.buffer, unpacked.byteOffset, unpacked.length), isUnpacked: true };
}

/** undefined for an error that says that nothing is there; throws any other. */
function absent(file: string, error: unknown): undefined {
  const cause = error as NodeJS.ErrnoException;
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR' || cause.code === 'EISDIR') return undefined;
  throw new DatastoreNotReadableError(file, cause);
}
