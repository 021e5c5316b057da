import { CorruptPickleError } from './errors';

/** The stack of a pickle that is being decoded, with the heights at its open MARKs. No one reads below a MARK. */
export class DecodeStack {
  readonly #values: unknown[] = [];
  readonly #marks: number[] = [];

  /** @param offset gives the place in the pickle for messages */
  constructor(private readonly offset: () => number) {}

  push(value: unknown): void {
    this.#values.push(value);
  }

  mark(): void {
    this.#marks.push(this.#values.length);
  }

  top(): unknown {
    this.#require(1);
    return this.#values[this.#values.length - 1];
  }

  replaceTop(value: unknown): void {
    this.#values[this.#values.length - 1] = value;
  }

  pop(): unknown {
    this.#require(1);
    return this.#values.pop();
  }

  /** The last values, lowest first. */
  popMany(count: number): unknown[] {
    this.#require(count);
    return this.#values.splice(this.#values.length - count);
  }

  /** What was pushed since the last MARK. */
  popMark(): unknown[] {
    const height = this.#marks.pop();
    if (height === undefined) throw new CorruptPickleError('there is no mark', this.offset());
    return this.#values.splice(height);
  }

  /** Drops the last value, or the MARK when nothing was pushed since. */
  drop(): void {
    if (this.#marks.at(-1) === this.#values.length) this.#marks.pop();
    else this.pop();
  }

  #require(count: number): void {
    if (this.#values.length - count < (this.#marks.at(-1) ?? 0)) {
      throw new CorruptPickleError('nothing is left on the stack', this.offset());
    }
  }
}
