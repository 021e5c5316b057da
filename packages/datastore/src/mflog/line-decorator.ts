import { randomUUID } from 'node:crypto';
import type { LogSource } from '../task/attempt-files';
import { formatLogLine } from './log-line';

/**
 * Turns what a process prints, in whatever pieces it comes, into lines of a log file. The timestamps of one decorator
 * increase strictly, by a microsecond at least: readers order lines by them, and equal ones at random.
 */
export class LineDecorator {
  #unfinished: Buffer[] = [];
  #lastMicroseconds = 0;

  constructor(private readonly source: LogSource) {}

  /** The whole lines that the piece ends, as log lines; what is left waits for its newline. */
  push(piece: Uint8Array | string): Buffer {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      lines.push(this.#line(Buffer.concat([...this.#unfinished, bytes.subarray(start, end)])));
      this.#unfinished = [];
      start = end + 1;
    }
    if (start < bytes.length) this.#unfinished.push(bytes.subarray(start));
    return Buffer.concat(lines);
  }

  /** The last line, when it did not end with a newline. */
  flush(): Buffer {
    if (this.#unfinished.length === 0) return Buffer.alloc(0);
    const line = this.#line(Buffer.concat(this.#unfinished));
    this.#unfinished = [];
    return line;
  }

  #line(message: Buffer): Buffer {
    this.#lastMicroseconds = Math.max(Date.now() * 1000, this.#lastMicroseconds + 1);
    return formatLogLine(formatMicroseconds(this.#lastMicroseconds), this.source, randomUUID(), message);
  }
}

/** Microseconds since the epoch as `2026-11-23T08:25:51.176123`. */
function formatMicroseconds(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(microseconds % 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().slice(0, -1) + rest;
}
