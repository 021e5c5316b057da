import type { Storage } from '../storage/storage';
import type { LogSource } from '../task/attempt-files';
import { LineDecorator } from './line-decorator';

/**
 * Writes one log of an attempt while the attempt runs: what has been printed so far can be read at any time, by whole
 * lines.
 */
export class LogWriter {
  readonly #decorator: LineDecorator;
  #pending: Promise<void>;

  /** @param path `logPath(...)`. The file is made at once, so that a task that prints nothing has an empty log. */
  constructor(
    private readonly storage: Storage,
    private readonly path: string,
    source: LogSource,
  ) {
    this.#decorator = new LineDecorator(source);
    this.#pending = storage.append(path, '');
    // What fails here fails again for the next call, and is reported there.
    this.#pending.catch(() => undefined);
  }

  /** Adds what a process printed. Resolves when it is stored; pieces are stored in the order of the calls. */
  async write(piece: Uint8Array | string): Promise<void> {
    return this.#append(this.#decorator.push(piece));
  }

  /** Adds a line of the writer's own, which never becomes a part of one that has not ended yet. */
  async note(line: string): Promise<void> {
    return this.write(`${this.#decorator.hasUnfinished ? '\n' : ''}${line}\n`);
  }

  /** Adds the last line, when it did not end with a newline. */
  async close(): Promise<void> {
    return this.#append(this.#decorator.flush());
  }

  async #append(lines: Buffer): Promise<void> {
    const before = this.#pending;
    this.#pending = before.then(() => (lines.length > 0 ? this.storage.append(this.path, lines) : undefined));
    return this.#pending;
  }
}
