import { endOfCharacter, LogWriter, type Storage } from '@mf/datastore';

const truncated = '[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]';

/** What a task printed on one stream, stored up to a limit while it runs. */
export class TaskLog {
  readonly #writer: LogWriter;
  #left: number;
  #isTruncated = false;

  /** @param limit bytes of output that are stored; the scheduler's own lines always are */
  constructor(storage: Storage, path: string, limit: number) {
    this.#writer = new LogWriter(storage, path, 'runtime');
    this.#left = limit;
  }

  async write(piece: Buffer): Promise<void> {
    if (this.#isTruncated) return;
    const end = endOfCharacter(piece, this.#left);
    this.#left = Math.max(0, this.#left - end);
    this.#isTruncated = end < piece.length;
    await this.#writer.write(piece.subarray(0, end));
    if (this.#isTruncated) await this.note(truncated);
  }

  /** Adds a line of the scheduler. */
  async note(line: string): Promise<void> {
    await this.#writer.note(line);
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }
}
