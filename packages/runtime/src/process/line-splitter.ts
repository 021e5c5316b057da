import { wholeCharacters } from '@mf/datastore';

/** Puts pieces of output together to lines of text, without their line ends. */
export class LineSplitter {
  #unfinished: Buffer[] = [];
  #unfinishedBytes = 0;

  /** @param longest bytes from which on a line is given away before it has ended, so that it does not fill the memory */
  constructor(private readonly longest = Infinity) {}

  /** The lines that a piece ends. */
  push(piece: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = piece.indexOf(0x0a); end >= 0; end = piece.indexOf(0x0a, start)) {
      lines.push(this.#line(piece.subarray(start, end)));
      start = end + 1;
    }
    if (start < piece.length) this.#unfinished.push(piece.subarray(start));
    this.#unfinishedBytes += piece.length - start;
    if (this.#unfinishedBytes >= this.longest) lines.push(this.#begun());
    return lines;
  }

  /** The last line, when it did not end. */
  flush(): string[] {
    return this.#unfinished.length === 0 ? [] : [this.#line(Buffer.alloc(0))];
  }

  /** What there is of a line that goes on, up to its last whole character. */
  #begun(): string {
    const bytes = Buffer.concat(this.#unfinished);
    const end = wholeCharacters(bytes, bytes.length);
    this.#unfinished = end < bytes.length ? [bytes.subarray(end)] : [];
    this.#unfinishedBytes = bytes.length - end;
    return bytes.toString('utf8', 0, end);
  }

  #line(end: Buffer): string {
    const line = Buffer.concat([...this.#unfinished, end]).toString('utf8');
    this.#unfinished = [];
    this.#unfinishedBytes = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
