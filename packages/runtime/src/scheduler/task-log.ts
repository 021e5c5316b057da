import { LogWriter, type Storage } from '@mf/datastore';

const truncated = '[TRUNCATED - MAXIMUM LOG FILE SIZE REACHED]\n';

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
    if (isTooLong) await this.note(`\n${truncated}`);
  }

  /** Adds a line of the scheduler. */
  async note(text: string): Promise<void> {
    await this.#writer.write(text);
  }

  async close(): Promise<void> {
    await this.#writer.close();
  }
}
