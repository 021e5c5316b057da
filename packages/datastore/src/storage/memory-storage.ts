import type { GrowingObject, Storage, StoredContent, WriteOptions } from './storage';

/** Storage that ends with its process: for what is put together before it goes elsewhere. Attributes are not kept. */
export class MemoryStorage implements Storage {
  readonly type = 'memory';
  readonly root = '';
  readonly #objects = new Map<string, Buffer>();

  /** Everything that is there, by path. */
  get objects(): ReadonlyMap<string, Buffer> {
    return this.#objects;
  }

  read(path: string): Promise<Buffer | undefined> {
    return Promise.resolve(this.readSync(path));
  }

  readSync(path: string): Buffer | undefined {
    return this.#objects.get(path);
  }

  readUnpacking(path: string): Promise<StoredContent | undefined> {
    return Promise.resolve(this.readUnpackingSync(path));
  }

  readUnpackingSync(path: string): StoredContent | undefined {
    const bytes = this.readSync(path);
    return bytes && { bytes, isUnpacked: false };
  }

  readMany(paths: readonly string[]): Promise<(Buffer | undefined)[]> {
    return Promise.resolve(paths.map((path) => this.readSync(path)));
  }

  size(path: string): Promise<number | undefined> {
    return Promise.resolve(this.readSync(path)?.length);
  }

  exists(path: string): Promise<boolean> {
    return Promise.resolve(this.#objects.has(path));
  }

  list(path: string): Promise<string[]> {
    const prefix = path === '' ? '' : `${path}/`;
    const names = new Set<string>();
    for (const known of this.#objects.keys()) {
      if (known.startsWith(prefix)) names.add(known.slice(prefix.length).split('/', 1)[0] as string);
    }
    return Promise.resolve([...names]);
  }

  write(path: string, data: Uint8Array | string, { overwrite = false }: WriteOptions = {}): Promise<boolean> {
    if (!overwrite && this.#objects.has(path)) return Promise.resolve(false);
    this.#objects.set(path, typeof data === 'string' ? Buffer.from(data) : Buffer.from(data));
    return Promise.resolve(true);
  }

  async writePieces(path: string, pieces: AsyncIterable<Uint8Array>, options?: WriteOptions): Promise<boolean> {
    const all: Uint8Array[] = [];
    for await (const piece of pieces) all.push(piece);
    return this.write(path, Buffer.concat(all), options);
  }

  grow(path: string): GrowingObject {
    return {
      append: async (data) => {
        const more = typeof data === 'string' ? Buffer.from(data) : data;
        await this.write(path, Buffer.concat([this.readSync(path) ?? Buffer.alloc(0), more]), { overwrite: true });
      },
      close: async () => {
        await this.write(path, '');
      },
    };
  }

  remove(path: string): Promise<void> {
    this.#objects.delete(path);
    return Promise.resolve();
  }
}
