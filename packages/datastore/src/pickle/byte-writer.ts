/** From this many bytes on, data is not copied: it becomes a part of its own. */
const LARGE_DATA = 256 * 1024;

/** A growing sequence of bytes. */
export class ByteWriter {
  /** What is finished: copies of what was written, and large data itself. */
  readonly #parts: Uint8Array[] = [];
  #buffer = Buffer.allocUnsafe(512);
  #length = 0;

  byte(value: number): void {
    const at = this.#reserve(1);
    this.#buffer[at] = value;
  }

  byte2(first: number, second: number): void {
    const at = this.#reserve(2);
    this.#buffer[at] = first;
    this.#buffer[at + 1] = second;
  }

  uint16(value: number): void {
    const at = this.#reserve(2);
    this.#buffer.writeUInt16LE(value, at);
  }

  uint32(value: number): void {
    const at = this.#reserve(4);
    this.#buffer.writeUInt32LE(value, at);
  }

  int32(value: number): void {
    const at = this.#reserve(4);
    this.#buffer.writeInt32LE(value, at);
  }

  uint64(value: number): void {
    const at = this.#reserve(8);
    this.#buffer.writeBigUInt64LE(BigInt(value), at);
  }

  /** Big-endian, as pickles have it. */
  float64(value: number): void {
    const at = this.#reserve(8);
    this.#buffer.writeDoubleBE(value, at);
  }

  /** Large data is taken by reference: it must not change before the parts are used. */
  bytes(data: Uint8Array): void {
    if (data.length >= LARGE_DATA) {
      this.#finishPart();
      this.#parts.push(data);
      return;
    }
    const at = this.#reserve(data.length);
    this.#buffer.set(data, at);
  }

  /** Well-formed text as UTF-8, which takes `byteLength` bytes. */
  utf8(text: string, byteLength: number): void {
    const at = this.#reserve(byteLength);
    this.#buffer.write(text, at, 'utf8');
  }

  /** What was written, in parts that follow one another. The writer must not be used after that. */
  finish(): Uint8Array[] {
    this.#finishPart();
    return this.#parts;
  }

  #finishPart(): void {
    if (this.#length > 0) this.#parts.push(this.#buffer.subarray(0, this.#length));
    this.#buffer = this.#buffer.subarray(this.#length);
    this.#length = 0;
  }

  #reserve(count: number): number {
    const at = this.#length;
    const needed = at + count;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2, 512));
      this.#buffer.copy(larger, 0, 0, at);
      this.#buffer = larger;
    }
    this.#length = needed;
    return at;
  }
}
