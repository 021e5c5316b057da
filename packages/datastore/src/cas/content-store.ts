import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib';
import type { Storage } from '../storage/storage';
import { joinNames } from '../task/task-path';
import { BlobMissingError, CorruptBlobError } from './errors';

/** Metaflow's level: most of the gain for a third of the time. */
const GZIP_LEVEL = 3;
/** From this size on, packing and unpacking is left to the thread pool. */
const LARGE_BLOB = 128 * 1024;

const gzipInPool = promisify<Uint8Array, { level: number }, Buffer>(gzip);
const gunzipInPool = promisify<Uint8Array, Buffer>(gunzip);

/**
 * The values of one flow, each stored once under the SHA-1 of its bytes (`<Flow>/data/ab/abcdef…`), gzipped.
 * A value that is there is never written again.
 */
export class ContentStore {
  readonly #prefix: string;
  /** Keys of what is known to be there, so that it need not be looked for. */
  readonly #present = new Set<string>();

  constructor(
    private readonly storage: Storage,
    flow: string,
  ) {
    this.#prefix = joinNames(flow, 'data');
  }

  /** Stores bytes and resolves to their key. */
  async save(bytes: Uint8Array): Promise<string> {
    const sha = createHash('sha1').update(bytes).digest('hex');
    if (!(await this.has(sha))) {
      const packed =
        bytes.length < LARGE_BLOB
          ? gzipSync(bytes, { level: GZIP_LEVEL })
          : await gzipInPool(bytes, { level: GZIP_LEVEL });
      // It was not there a moment ago; whoever wrote it since wrote the same.
      await this.storage.write(this.#path(sha), packed, {
        overwrite: true,
        attributes: { cas_raw: false, cas_version: 1 },
      });
    }
    this.#present.add(sha);
    return sha;
  }

  /** Whether there is something under a key, and not the empty file that a power failure leaves. */
  async has(sha: string): Promise<boolean> {
    if (!this.#present.has(sha) && (await this.storage.size(this.#path(sha)))) this.#present.add(sha);
    return this.#present.has(sha);
  }

  /**
   * The bytes stored under a key.
   * @throws BlobMissingError, CorruptBlobError
   */
  async load(sha: string): Promise<Buffer> {
    const stored = this.#found(sha, await this.storage.read(this.#path(sha)));
    if (isStoredAsIs(sha, stored)) return stored;
    try {
      return stored.length < LARGE_BLOB ? gunzipSync(stored) : await gunzipInPool(stored);
    } catch (error) {
      throw new CorruptBlobError(sha, this.#location(sha), error as Error);
    }
  }

  /** `load` for the synchronous access of `this.x` in a step. */
  loadSync(sha: string): Buffer {
    const stored = this.#found(sha, this.storage.readSync(this.#path(sha)));
    if (isStoredAsIs(sha, stored)) return stored;
    try {
      return gunzipSync(stored);
    } catch (error) {
      throw new CorruptBlobError(sha, this.#location(sha), error as Error);
    }
  }

  #found(sha: string, stored: Buffer | undefined): Buffer {
    if (stored === undefined) throw new BlobMissingError(sha, this.#location(sha));
    return stored;
  }

  #path(sha: string): string {
    return `${this.#prefix}/${joinNames(sha.slice(0, 2), sha)}`;
  }

  #location(sha: string): string {
    return `${this.storage.root}/${this.#path(sha)}`;
  }
}

/**
 * Whether stored bytes are the content itself (`cas_raw`, as Metaflow keeps code packages) and not its gzip. The key
 * tells as well as the `_meta` beside them would, and needs no second read.
 */
function isStoredAsIs(sha: string, stored: Buffer): boolean {
  const isGzip = stored[0] === 0x1f && stored[1] === 0x8b;
  return !isGzip && createHash('sha1').update(stored).digest('hex') === sha;
}
