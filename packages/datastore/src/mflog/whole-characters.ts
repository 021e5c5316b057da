/**
 * How many of the first bytes are whole characters of UTF-8: all of them, unless the last character goes on behind them. Bytes that are no
 * text are all taken.
 */
export function wholeCharacters(bytes: Uint8Array, length: number): number {
  for (let start = length - 1; start >= 0 && start >= length - 3; start--) {
    const byte = bytes[start] as number;
    if (isContinuation(byte)) continue;
    return start + sizeOfCharacter(byte) > length ? start : length;
  }
  return length;
}

/** Where the character ends that a place is inside of; the place itself where one begins. */
export function endOfCharacter(bytes: Uint8Array, place: number): number {
  let end = Math.min(place, bytes.length);
  while (end < bytes.length && end < place + 3 && isContinuation(bytes[end] as number)) end++;
  return end;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function sizeOfCharacter(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
