// Text of a pickle is UTF-8 in which a lone surrogate is written like any other code point (Python's `surrogatepass`).

/** The text in `bytes[start, end)`, or undefined when it is not UTF-8. */
export function decodeText(bytes: Buffer, start: number, end: number): string | undefined {
  const text = bytes.toString('utf8', start, end);
  // U+FFFD stands for what the fast decoder could not read, unless it is really there.
  return text.includes('\ufffd') ? decodeStrictly(bytes, start, end) : text;
}

/** Whether a text has no lone surrogate, so that the ordinary UTF-8 encoder writes it unchanged. */
export const isWellFormed: (text: string) => boolean =
  'isWellFormed' in String.prototype
    ? (text) => (text as string & { isWellFormed(): boolean }).isWellFormed()
    : (text) => !/\p{Surrogate}/u.test(text);

/** A text with lone surrogates as bytes. */
export function encodeWithLoneSurrogates(text: string): Buffer {
  const parts: Buffer[] = [];
  for (const part of text.split(/(\p{Surrogate})/u)) {
    const unit = part.charCodeAt(0);
    const isLoneSurrogate = part.length === 1 && unit >= 0xd800 && unit <= 0xdfff;
    parts.push(
      isLoneSurrogate
        ? Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)])
        : Buffer.from(part, 'utf8'),
    );
  }
  return Buffer.concat(parts);
}

/** Smallest code point that needs 2, 3 and 4 bytes: anything below is an overlong form. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

function decodeStrictly(bytes: Buffer, start: number, end: number): string | undefined {
  const units: string[] = [];
  let plainFrom = start;
  for (let at = start; at < end;) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const length = lead >= 0xf0 && lead < 0xf8 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
    if (length === 0 || lead >= 0xf8 || at + length > end) return undefined;
    let codePoint = lead & (0xff >> (length + 1));
    for (let i = 1; i < length; i++) {
      const next = bytes[at + i] as number;
      if ((next & 0xc0) !== 0x80) return undefined;
      codePoint = (codePoint << 6) | (next & 0x3f);
    }
    if (codePoint < (SMALLEST[length] as number) || codePoint > 0x10ffff) return undefined;
    units.push(bytes.toString('latin1', plainFrom, at), String.fromCodePoint(codePoint));
    at += length;
    plainFrom = at;
  }
  units.push(bytes.toString('latin1', plainFrom, end));
  return units.join('');
}
