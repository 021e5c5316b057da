import type { ByteWriter } from './byte-writer';
import { Op } from './opcodes';

/** Writes a safe integer in the shortest form that Python itself writes. */
export function writeInteger(out: ByteWriter, value: number): void {
  if (value >= 0 && value <= 0xff) {
    out.byte2(Op.BININT1, value);
  } else if (value >= 0 && value <= 0xffff) {
    out.byte(Op.BININT2);
    out.uint16(value);
  } else if (value === (value | 0)) {
    out.byte(Op.BININT);
    out.int32(value);
  } else {
    const bytes = littleEndian(BigInt(value));
    out.byte2(Op.LONG1, bytes.length);
    out.bytes(bytes);
  }
}

/**
 * Writes a bigint, of any size with LONG4: Python uses that opcode for enormous integers only, so a bigint comes back
 * as one also where it is small.
 */
export function writeBigInt(out: ByteWriter, value: bigint): void {
  const bytes = littleEndian(value);
  out.byte(Op.LONG4);
  out.int32(bytes.length);
  out.bytes(bytes);
}

/** Two's complement of the fewest bytes, lowest first; none for 0. */
function littleEndian(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array(0);
  const magnitude = value < 0n ? -value - 1n : value;
  const hex = magnitude.toString(16);
  const bits = magnitude === 0n ? 0 : (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex[0] as string, 16)));
  const length = (bits >> 3) + 1;
  const digits = BigInt.asUintN(length * 8, value)
    .toString(16)
    .padStart(length * 2, '0');
  return Buffer.from(digits, 'hex').reverse();
}
