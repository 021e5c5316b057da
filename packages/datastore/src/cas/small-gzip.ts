import { SMALL_CONTENT } from './small-sha1';

// Most values that a task reads and writes are some ten bytes long. To load Node's zlib for them, with all of its streams, takes 3 ms of
// CPU, a tenth of an empty process; so they are packed and unpacked here. Formats: RFC 1952 (gzip) and RFC 1951 (deflate).

const HEADER = 10;
const TRAILER = 8;
/** What no gzip of a small content is longer than. */
const SMALL_GZIP = SMALL_CONTENT + HEADER + TRAILER + 5;

/** The gzip of up to 1024 bytes, as they are: so few take one block of a disk either way. */
export function gzipSmall(parts: readonly Uint8Array[], length: number): Buffer {
  const gzip = Buffer.alloc(HEADER + 5 + length + TRAILER);
  gzip.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 1]);
  gzip.writeUInt16LE(length, HEADER + 1);
  gzip.writeUInt16LE(~length & 0xffff, HEADER + 3);
  let at = HEADER + 5;
  for (const part of parts) {
    gzip.set(part, at);
    at += part.length;
  }
  gzip.writeUInt32LE(crc32(gzip.subarray(HEADER + 5, at)), at);
  gzip.writeUInt32LE(length, at + 4);
  return gzip;
}

/**
 * The content of a gzip that is small and of the usual kind: stored bytes, or the fixed code that zlib takes for a few bytes.
 * Undefined for any other, and for one that is damaged: then Node's zlib has to look at it.
 */
export function gunzipSmall(gzip: Uint8Array): Buffer | undefined {
  if (gzip.length > SMALL_GZIP || gzip.length < HEADER + TRAILER) return undefined;
  if (gzip[0] !== 0x1f || gzip[1] !== 0x8b || gzip[2] !== 8 || gzip[3] !== 0) return undefined;
  const trailer = gzip.length - TRAILER;
  const size = littleEndian(gzip, trailer + 4);
  if (size > SMALL_CONTENT) return undefined;
  const content = inflate(gzip.subarray(HEADER, trailer), Buffer.alloc(size));
  return content && crc32(content) === littleEndian(gzip, trailer) ? content : undefined;
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

/** What four bits do to a CRC-32. */
const crcOfBits = Array.from({ length: 16 }, (_none, bits) => {
  let crc = bits;
  for (let bit = 0; bit < 4; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (let at = 0; at < bytes.length; at++) {
    crc ^= bytes[at]!;
    crc = (crc >>> 4) ^ crcOfBits[crc & 15]!;
    crc = (crc >>> 4) ^ crcOfBits[crc & 15]!;
  }
  return ~crc >>> 0;
}

/** Fills `content` from blocks that are stored, or in the fixed code; undefined when there is anything else, too much, or too little. */
function inflate(blocks: Uint8Array, content: Buffer): Buffer | undefined {
  let position = 0;
  let filled = 0;
  /** A number, its lowest bit first; bits behind the end are 0. */
  const bits = (count: number): number => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, position++)
      value |= (((blocks[position >> 3] ?? 0) >> (position & 7)) & 1) << bit;
    return value;
  };
  /** The first bits of a code, its highest bit first. */
  const code = (count: number, first = 0): number => {
    let value = first;
    for (let bit = 0; bit < count; bit++) value = value * 2 + bits(1);
    return value;
  };
  /** RFC 1951, section 3.2.6. */
  const symbol = (): number => {
    const seven = code(7);
    if (seven < 24) return 256 + seven;
    const eight = code(1, seven);
    if (eight < 192) return eight - 48;
    return eight < 200 ? eight + 88 : code(1, eight) - 256;
  };
  for (let isLast = 0; !isLast;) {
    isLast = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      const start = ((position + 7) >> 3) + 4;
      const length = blocks[start - 4]! | (blocks[start - 3]! << 8);
      if (start + length > blocks.length || filled + length > content.length) return undefined;
      content.set(blocks.subarray(start, start + length), filled);
      filled += length;
      position = (start + length) * 8;
    } else if (kind === 1) {
      for (let next = symbol(); next !== 256; next = symbol()) {
        if (filled >= content.length || position > blocks.length * 8) return undefined;
        if (next < 256) {
          content[filled++] = next;
          continue;
        }
        const length = lengthOf(next, bits);
        const distance = distanceOf(code(5), bits);
        if (length === undefined || distance === undefined || distance > filled) return undefined;
        if (filled + length > content.length) return undefined;
        for (const end = filled + length; filled < end; filled++) content[filled] = content[filled - distance]!;
      }
    } else return undefined;
  }
  return filled === content.length && Math.ceil(position / 8) === blocks.length ? content : undefined;
}

/** How many bytes a symbol repeats: RFC 1951, section 3.2.5. */
function lengthOf(symbol: number, bits: (count: number) => number): number | undefined {
  if (symbol < 265) return symbol - 254;
  if (symbol > 284) return symbol === 285 ? 258 : undefined;
  const extra = (symbol - 261) >> 2;
  return 3 + ((4 + ((symbol - 261) & 3)) << extra) + bits(extra);
}

/** How far back they are, by the same section. */
function distanceOf(symbol: number, bits: (count: number) => number): number | undefined {
  if (symbol < 4) return symbol + 1;
  if (symbol > 29) return undefined;
  const extra = (symbol >> 1) - 1;
  return 1 + ((2 + (symbol & 1)) << extra) + bits(extra);
}
