import { gunzipSync } from 'node:zlib';
import { nodeCrypto } from '../node-crypto';
import { gunzipSmall } from './small-gzip';
import { SMALL_CONTENT, sha1OfSmall } from './small-sha1';
import type { Storage, StoredContent } from '../storage/storage';
import { joinNames } from '../task/task-path';
import { BlobMissingError, CorruptBlobError } from './errors';
import { gunzipInPool, HUGE_BLOB, inOnePiece, LARGE_BLOB, pack, packInPieces } from './packing';
import { isGzip, LARGE_GZIP } from './unpack-pieces';

const PACKED = { overwrite: true, attributes: { cas_raw: false, cas_version: 1 } } as const;
const AS_IS = { overwrite: true, attributes: { cas_raw: true, cas_version: 1 } } as const;

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

  /**
   * Stores bytes, given whole or in parts that follow one another, and resolves to their key. Large ones are packed as they
   * are stored: no copy of them is made.
   * @throws ContentChangedError when large bytes change meanwhile; nothing is stored then
   */
  async save(content: Uint8Array | readonly Uint8Array[]): Promise<string> {
    const parts = content instanceof Uint8Array ? [content] : content;
    const sha = hashOf(parts);
    if (!(await this.has(sha))) {
      const path = this.#path(sha);
      const length = parts.reduce((sum, part) => sum + part.length, 0);
      // It was not there a moment ago; whoever wrote it since wrote the same.
      if (length < HUGE_BLOB) await this.storage.write(path, await pack(parts, length), PACKED);
      else await this.storage.writePieces(path, packInPieces(parts, sha), PACKED);
    }
    this.#present.add(sha);
    return sha;
  }

  /**
   * Stores bytes as they are, as Metaflow does with code packages, and resolves to where they are. What is packed already is not what
   * `load` gives: whoever reads it must know.
   */
  async saveAsIs(content: Uint8Array): Promise<{ readonly sha: string; readonly location: string }> {
    const sha = hashOf([content]);
    if (!(await this.has(sha))) await this.storage.write(this.#path(sha), content, AS_IS);
    this.#present.add(sha);
    return { sha, location: this.#location(sha) };
  }

  /**
   * What `saveAsIs` stored under a key.
   * @throws BlobMissingError
   */
  async loadAsIs(sha: string): Promise<Buffer> {
    return this.#found(sha, asStored(await this.storage.read(this.#path(sha)))).bytes;
  }

  /** Whether there is something under a key, and not the empty file that a power failure leaves. */
  async has(sha: string): Promise<boolean> {
    if (!this.#present.has(sha) && (await this.storage.size(this.#path(sha)))) this.#present.add(sha);
    return this.#present.has(sha);
  }

  /**
   * The bytes stored under a key. Large ones are unpacked as they are read: no copy of them is made.
   * @param size of what was packed, where it is known: small content is read with fewer questions
   * @throws BlobMissingError, CorruptBlobError
   */
  async load(sha: string, size = Infinity): Promise<Buffer> {
    const path = this.#path(sha);
    const content =
      size < LARGE_GZIP ? asStored(await this.storage.read(path)) : await this.storage.readUnpacking(path);
    const { bytes: stored, isUnpacked } = this.#found(sha, content);
    if (isUnpacked) return stored;
    if (isStoredAsIs(sha, stored)) return stored;
    const small = gunzipSmall(stored);
    if (small) return small;
    try {
      return stored.length < LARGE_BLOB ? gunzipSync(stored) : await gunzipInPool(stored, inOnePiece(stored));
    } catch (error) {
      throw new CorruptBlobError(sha, this.#location(sha), error as Error);
    }
  }

  /** `load` for the synchronous access of `this.x` in a step. */
  loadSync(sha: string, size = Infinity): Buffer {
    const path = this.#path(sha);
    const content = size < LARGE_GZIP ? asStored(this.storage.readSync(path)) : this.storage.readUnpackingSync(path);
    const { bytes: stored, isUnpacked } = this.#found(sha, content);
    if (isUnpacked) return stored;
    if (isStoredAsIs(sha, stored)) return stored;
    const small = gunzipSmall(stored);
    if (small) return small;
    try {
      return gunzipSync(stored, stored.length < LARGE_BLOB ? {} : inOnePiece(stored));
    } catch (error) {
      throw new CorruptBlobError(sha, this.#location(sha), error as Error);
    }
  }

  #found(sha: string, stored: StoredContent | undefined): StoredContent {
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

function asStored(bytes: Buffer | undefined): StoredContent | undefined {
  return bytes && { bytes, isUnpacked: false };
}

/**
 * Whether stored bytes are the content itself (`cas_raw`, as Metaflow keeps code packages) and not its gzip. The key
 * tells as well as the `_meta` beside them would, and needs no second read.
 */
function isStoredAsIs(sha: string, stored: Buffer): boolean {
  return !isGzip(stored) && nodeCrypto().createHash('sha1').update(stored).digest('hex') === sha;
}

function hashOf(parts: readonly Uint8Array[]): string {
  const [only, ...more] = parts;
  if (only && more.length === 0 && only.length <= SMALL_CONTENT) return sha1OfSmall(only);
  const hash = nodeCrypto().createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
