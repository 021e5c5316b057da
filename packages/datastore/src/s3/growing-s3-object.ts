import { closeSync, createReadStream, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto } from '../node-crypto';
import type { GrowingObject, Storage } from '../storage/storage';

/** Up to this many bytes are sent in one request. */
const smallObject = 8 * 1024 * 1024;
/** Of the time that a log takes to be sent, how much passes before it is sent again: it must not keep a task busy. */
const pauseFactor = 10;

/**
 * An object that grows in S3, where nothing can be added to: what there is so far is kept in a file without a name, and the
 * object is written anew, as a whole, now and then (Metaflow's intervals) and at the end.
 */
export class GrowingS3Object implements GrowingObject {
  readonly #file = anonymousFile();
  readonly #startedAt = Date.now();
  #size = 0;
  #sent = -1;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> = Promise.resolve();
  #lastMilliseconds = 0;
  #failure: { readonly error: unknown } | undefined;
  #isClosed = false;

  constructor(
    private readonly storage: Pick<Storage, 'write' | 'writePieces'>,
    private readonly path: string,
  ) {}

  async append(data: Uint8Array | string): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    if (data.length === 0) return;
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at, bytes.length - at, this.#size + at);
    this.#size += bytes.length;
    this.#schedule();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#sending;
    try {
      if (this.#failure) throw this.#failure.error;
      if (this.#sent !== this.#size) await this.#send();
    } finally {
      closeSync(this.#file);
    }
  }

  #schedule(): void {
    if (this.#timer || this.#isClosed) return;
    const delay = Math.max(updateDelay(Date.now() - this.#startedAt), this.#lastMilliseconds * pauseFactor);
    this.#timer = setTimeout(() => {
      this.#sending = this.#send()
        .catch((error: unknown) => void (this.#failure ??= { error }))
        .finally(() => {
          this.#timer = undefined;
          if (this.#sent !== this.#size && !this.#failure) this.#schedule();
        });
    }, delay);
  }

  async #send(): Promise<void> {
    const start = Date.now();
    const size = this.#size;
    if (size <= smallObject) {
      const bytes = Buffer.allocUnsafe(size);
      for (let at = 0; at < size;) at += readSync(this.#file, bytes, at, size - at, at);
      await this.storage.write(this.path, bytes, { overwrite: true });
    } else {
      const pieces = createReadStream('', { fd: this.#file, autoClose: false, start: 0, end: size - 1 });
      await this.storage.writePieces(this.path, pieces as AsyncIterable<Buffer>, { overwrite: true });
    }
    this.#sent = size;
    this.#lastMilliseconds = Date.now() - start;
  }
}

/**
 * How long what a task prints may wait before readers can see it, by how long the task has run: from a quarter of a second
 * at first to half a minute for a task of half an hour. Metaflow's formula.
 * @returns milliseconds
 */
export function updateDelay(millisecondsSinceStart: number): number {
  const sigmoid = 1 / (1 + Math.exp(-0.01 * (millisecondsSinceStart / 1000) + 9));
  return (0.25 + sigmoid * 30) * 1000;
}

/** A file for this process alone, which is gone when it is closed, however the process ends. */
function anonymousFile(): number {
  const path = join(tmpdir(), `mf-log-${nodeCrypto().randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}
