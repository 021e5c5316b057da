import { CorruptPickleError } from './errors';
import { decodeText } from './text';

/** From this size on, in bytes, data is worth moving instead of copying. */
const LARGE_DATA = 16 * 1024 * 1024;

/** Reads a pickle's bytes in order, never past their end. */
export class ByteReader {
  /** Offset of the next byte. */
  offset = 0;
  readonly #bytes: Buffer;

  /** @param isGivenAway whether the reader may keep and change the memory of what it has read */
  constructor(
    bytes: Uint8Array,
    private readonly isGivenAway = false,
  ) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  uint8(): number {
    return this.#bytes[this.#take(1)] as number;
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }

  float64(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }

  /** A length of eight bytes, which must be there. */
  length64(): number {
    const at = this.offset;
    const length = this.#bytes.readBigUInt64LE(this.#take(8));
    if (length > this.#bytes.length - this.offset)
      throw new CorruptPickleError(`${length} bytes are announced, not all there`, at);
    return Number(length);
  }

  /** A view of the next bytes. */
  bytes(length: number): Buffer {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /**
   * The next bytes, in memory of their own. Large ones that are nearly all there is stay in the memory that was given away, moved to its
   * start: so they are aligned as others are, and there is no second copy of them.
   */
  ownBytes(length: number): Uint8Array<ArrayBuffer> {
    const at = this.#take(length);
    const bytes = this.#bytes;
    // More than half can be had only once, and what is moved over was read before.
    if (!this.isGivenAway || length < LARGE_DATA || length * 2 < bytes.length) {
      return new Uint8Array(bytes.subarray(at, at + length));
    }
    bytes.copyWithin(0, at, at + length);
    return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, length);
  }

  text(length: number): string {
    const at = this.#take(length);
    const text = decodeText(this.#bytes, at, at + length);
    if (text === undefined) throw new CorruptPickleError('a text that is not UTF-8', at);
    return text;
  }

  /** A line of text without its newline. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.offset);
    if (end < 0) throw new CorruptPickleError('the end comes too early', this.#bytes.length);
    const text = this.text(end - this.offset);
    this.offset++;
    return text;
  }

  /** A two's complement integer, lowest byte first: a number where it is exact. */
  integer(length: number): number | bigint {
    const at = this.#take(length);
    if (length <= 6) return length === 0 ? 0 : this.#bytes.readIntLE(at, length);
    const value = this.bigint(at, length);
    return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
  }

  /** A two's complement integer of any size as a bigint. */
  longInteger(length: number): bigint {
    if (length < 0) throw new CorruptPickleError('an integer of negative length', this.offset);
    return length === 0 ? 0n : this.bigint(this.#take(length), length);
  }

  private bigint(at: number, length: number): bigint {
    const hex = Buffer.from(this.#bytes.subarray(at, at + length))
      .reverse()
      .toString('hex');
    return BigInt.asIntN(length * 8, BigInt(`0x${hex}`));
  }

  #take(count: number): number {
    const at = this.offset;
    if (count > this.#bytes.length - at) throw new CorruptPickleError('the end comes too early', this.#bytes.length);
    this.offset = at + count;
    return at;
  }
}
