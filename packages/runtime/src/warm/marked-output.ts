/** Finds the mark that ends the output of a task in the stream of a process that runs many. */
export class MarkedOutput {
  #held: Buffer = Buffer.alloc(0);

  /** @param mark text that nothing else prints */
  constructor(private readonly mark: Buffer) {}

  /**
   * Takes a piece of the stream.
   *
   * @returns what of it is surely the task's, and whether that was all; what may be the mark's beginning waits for the next piece
   */
  push(piece: Buffer): { readonly output: Buffer; readonly isOver: boolean } {
    const bytes = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    const at = bytes.indexOf(this.mark);
    if (at >= 0) return { output: bytes.subarray(0, at), isOver: true };
    const sure = this.#lengthWithoutMark(bytes);
    this.#held = bytes.subarray(sure);
    return { output: bytes.subarray(0, sure), isOver: false };
  }

  /** What was held back, when the stream is over before the mark came. */
  flush(): Buffer {
    return this.#held;
  }

  #lengthWithoutMark(bytes: Buffer): number {
    const first = Math.max(0, bytes.length - this.mark.length + 1);
    for (let at = bytes.indexOf(this.mark[0] ?? 0, first); at >= 0; at = bytes.indexOf(this.mark[0] ?? 0, at + 1)) {
      if (this.mark.subarray(0, bytes.length - at).equals(bytes.subarray(at))) return at;
    }
    return bytes.length;
  }
}
