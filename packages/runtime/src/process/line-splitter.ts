/** Puts pieces of output together to lines of text, without their line ends. */
export class LineSplitter {
  #unfinished: Buffer[] = [];

  /** The lines that a piece ends. */
  push(piece: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = piece.indexOf(0x0a); end >= 0; end = piece.indexOf(0x0a, start)) {
      lines.push(this.#line(piece.subarray(start, end)));
      start = end + 1;
    }
    if (start < piece.length) this.#unfinished.push(piece.subarray(start));
    return lines;
  }

  /** The last line, when it did not end. */
  flush(): string[] {
    return this.#unfinished.length === 0 ? [] : [this.#line(Buffer.alloc(0))];
  }

  #line(end: Buffer): string {
    const line = Buffer.concat([...this.#unfinished, end]).toString('utf8');
    this.#unfinished = [];
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
