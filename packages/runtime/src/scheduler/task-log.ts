import { LogWriter, type Storage } from '@mf/datastore';

const truncated = '[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]';

/** What a task printed on one stream, stored up to a limit while it runs. */
export class TaskLog {
  readonly #writer: LogWriter;
  #left: number;

  /** @param limit bytes of output that are stored; the scheduler's own lines always are */
  constructor(storage: Storage, path: string, limit: number) {
    this.#writer = new LogWriter(storage, path, 'runtime');
    this.#left = limit;
  }

  async write(piece: Buffer): Promise<void> {
    if (this.#left <= 0) return;
    const isTooLong = piece.length > this.#left;
    await this.#writer.write(isTooLong ? piece.subarray(0, this.#left) : piece);
    this.#left -= piece.length;
    if (isTooLong) await this.note(truncated);
  }

  /** Adds a line of the scheduler. */
  async note(line: string): Promise<void> {
    await this.#writer.note(line);
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }
}
