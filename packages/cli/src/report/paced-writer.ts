import type { Writable } from 'node:stream';

/** Writes to a stream, and tells when that has taken what it got: a reader that is slow must not fill the memory. */
export class PacedWriter {
  #taken: Promise<void> = Promise.resolve();
  #isWaiting = false;

  constructor(private readonly stream: Writable) {}

  write(text: string): void {
    if (this.stream.write(text) || this.#isWaiting || !this.stream.writable) return;
    this.#isWaiting = true;
    this.#taken = new Promise((resolve) => {
      const events = ['drain', 'error', 'close'] as const;
      const done = (): void => {
        for (const event of events) this.stream.off(event, done);
        this.#isWaiting = false;
        resolve();
      };
      for (const event of events) this.stream.on(event, done);
    });
  }

  /** Resolves when there is room for more, and also when nobody will ever read it. */
  async taken(): Promise<void> {
    return this.#taken;
  }
}
