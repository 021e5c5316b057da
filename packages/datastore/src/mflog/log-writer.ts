import type { GrowingObject, Storage } from '../storage/storage';
import type { LogSource } from '../task/attempt-files';
import { LineDecorator } from './line-decorator';

/**
 * Writes one log of an attempt while the attempt runs: what has been printed so far can be read at any time, by whole
 * lines, in some storages a little later.
 */
export class LogWriter {
  readonly #decorator: LineDecorator;
  readonly #object: GrowingObject;
  #pending: Promise<void>;

  /** @param path `logPath(...)`. A task that prints nothing has an empty log. */
  constructor(storage: Storage, path: string, source: LogSource) {
    this.#decorator = new LineDecorator(source);
    this.#object = storage.grow(path);
    this.#pending = this.#object.append('');
    // What fails here fails again for the next call, and is reported there.
    this.#pending.catch(() => undefined);
  }

  /** Adds what a process printed; pieces are stored in the order of the calls. What a write throws, all later calls throw, too. */
  async write(piece: Uint8Array | string): Promise<void> {
    return this.#append(this.#decorator.push(piece));
  }

  /** Adds a line of the writer's own, which never becomes a part of one that has not ended yet. */
  async note(line: string): Promise<void> {
    return this.write(`${this.#decorator.hasUnfinished ? '\n' : ''}${line}\n`);
  }

  /** Adds the last line, when it did not end with a newline. Resolves when all is stored. */
  async close(): Promise<void> {
    try {
      await this.#append(this.#decorator.flush());
    } finally {
      await this.#object.close();
    }
  }

  async #append(lines: Buffer): Promise<void> {
    const before = this.#pending;
    this.#pending = before.then(() => (lines.length > 0 ? this.#object.append(lines) : undefined));
    return this.#pending;
  }
}
