/** Where the lines of a text begin, so that an offset can be said as line and column. */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    // What JavaScript counts as the end of a line: stack traces and editors agree with it.
    for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(index + end.length);
    this.#starts = starts;
  }

  /**
   * @param offset in UTF-16 units, from 0
   * @returns line and column, from 1; the column counts UTF-16 units, as editors do
   */
  locate(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
  }
}
