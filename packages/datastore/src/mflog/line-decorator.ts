import { nodeCrypto } from '../node-crypto';
import type { LogSource } from '../task/attempt-files';
import { formatLogLine } from './log-line';
import { wholeCharacters } from './whole-characters';

/** A line that is longer, in bytes, becomes several: what has no end of line must not fill the memory. */
export const longestLine = 1024 * 1024;

/** The time of the last line that this process has decorated. */
let lastMicroseconds = 0;

/**
 * Turns what a process prints, in whatever pieces it comes, into lines of a log file. The timestamps of all logs that one process
 * writes increase strictly, by a microsecond at least: readers order lines by them, and equal ones at random. So lines of stdout and
 * stderr stay in the order in which they arrived.
 */
export class LineDecorator {
  #unfinished: Buffer[] = [];
  #unfinishedBytes = 0;

  constructor(private readonly source: LogSource) {}

  /** The whole lines that the piece ends, as log lines; what is left waits for its newline. */
  push(piece: Uint8Array | string): Buffer {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      this.#keep(bytes.subarray(start, end), lines);
      lines.push(this.#line());
      start = end + 1;
    }
    this.#keep(bytes.subarray(start), lines);
    return Buffer.concat(lines);
  }

  /** Whether what came last did not end with a newline. */
  get hasUnfinished(): boolean {
    return this.#unfinishedBytes > 0;
  }

  /** The last line, when it did not end with a newline. */
  flush(): Buffer {
    return this.hasUnfinished ? this.#line() : Buffer.alloc(0);
  }

  /** Adds to the line that has not ended yet. Whenever that is too long, a line is made of it. */
  #keep(bytes: Buffer, lines: Buffer[]): void {
    let rest = bytes;
    while (this.#unfinishedBytes + rest.length > longestLine) {
      const whole = this.#unfinishedBytes > 0 ? Buffer.concat([...this.#unfinished, rest]) : rest;
      // Metaflow's client refuses a whole log for one line with half a character.
      const fitting = wholeCharacters(whole, longestLine);
      this.#unfinished = [whole.subarray(0, fitting)];
      lines.push(this.#line());
      rest = whole.subarray(fitting);
    }
    if (rest.length === 0) return;
    this.#unfinished.push(rest);
    this.#unfinishedBytes += rest.length;
  }

  #line(): Buffer {
    const message = Buffer.concat(this.#unfinished);
    this.#unfinished = [];
    this.#unfinishedBytes = 0;
    lastMicroseconds = Math.max(Date.now() * 1000, lastMicroseconds + 1);
    return formatLogLine(formatMicroseconds(lastMicroseconds), this.source, nodeCrypto().randomUUID(), message);
  }
}

/** Microseconds since the epoch as `2026-11-23T08:25:51.176123`. */
function formatMicroseconds(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(microseconds % 1000).padStart(3, '0');
  return new Date(milliseconds).toISOString().slice(0, -1) + rest;
}
