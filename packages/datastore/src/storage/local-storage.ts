import * as fs from 'node:fs';
import { promisify } from 'node:util';
import { DatastoreNotReadableError } from './errors';
import type { GrowingObject, Storage, WriteOptions } from './storage';
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
const readSome = promisify(fs.read) as (
  ...args: [fd: number, into: Buffer, at: number, length: number, position: number]
) => Promise<{ readonly bytesRead: number }>;

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
    return readingFrom(this.#full(path), async (file) => {
      const fd = fs.openSync(file, 'r');
      try {
        const { size } = fs.fstatSync(fd);
        return size <= SMALL_FILE ? fs.readFileSync(fd) : await readLargeFile(fd, size);
      } finally {
        fs.closeSync(fd);
      }
    });
  }

  readSync(path: string): Buffer | undefined {
    const file = this.#full(path);
    try {
      return fs.readFileSync(file);
    } catch (error) {
      return absent(file, error);
    }
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
    const stats = await readingFrom(this.#full(path), async (file) => fs.statSync(file));
    return stats?.isFile() ? stats.size : undefined;
  }

  async exists(path: string): Promise<boolean> {
    return fs.existsSync(this.#full(path));
  }

  async list(path: string): Promise<string[]> {
    const names = await readingFrom(this.#full(path), async (directory) => fs.readdirSync(directory));
    return names === undefined ? [] : names.filter((name) => !isTemporaryName(name));
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
            fs.writeFileSync(fd, data);
          } finally {
            fs.closeSync(fd);
          }
        });
      },
      async close() {},
    };
  }

  async remove(path: string): Promise<void> {
    const file = this.#full(path);
    writingTo(file, () => {
      fs.rmSync(file, { force: true });
      fs.rmSync(`${file}_meta`, { force: true });
    });
  }

  async #write(
    path: string,
    data: Parameters<typeof writeFileAtomically>[1],
    { overwrite, attributes }: WriteOptions,
  ): Promise<boolean> {
    const file = this.#full(path);
    if (!overwrite && fs.existsSync(file)) return false;
    // Attributes first: whoever sees the object must see them too.
    const folder = this.#unfinished;
    if (attributes) await writeFileAtomically(`${file}_meta`, JSON.stringify(attributes), { folder });
    return writeFileAtomically(file, data, { folder, isNew: !overwrite });
  }

  #full(path: string): string {
    // Not by `join`, which looks at each character of a path that is in order: in a short task that takes a millisecond.
    return path === '' ? this.root : `${this.root}/${path}`;
  }
}

async function readingFrom<T>(file: string, read: (file: string) => Promise<T>): Promise<T | undefined> {
  try {
    return await read(file);
  } catch (error) {
    return absent(file, error);
  }
}

/** undefined for an error that says that nothing is there; throws any other. */
function absent(file: string, error: unknown): undefined {
  const cause = error as NodeJS.ErrnoException;
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR' || cause.code === 'EISDIR') return undefined;
  throw new DatastoreNotReadableError(file, cause);
}
