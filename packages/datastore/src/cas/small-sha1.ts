/** Up to this many bytes it takes less time to compute a SHA-1 here than to load the module of Node's that does (4 ms). */
export const SMALL_CONTENT = 1024;

const BLOCK = 64;

/** The SHA-1 of a few bytes, as hex: what `createHash('sha1')` of Node gives (FIPS 180-4, section 6.1). */
export function sha1OfSmall(content: Uint8Array): string {
  const padded = new DataView(new ArrayBuffer(Math.ceil((content.length + 9) / BLOCK) * BLOCK));
  new Uint8Array(padded.buffer).set(content);
  padded.setUint8(content.length, 0x80);
  padded.setUint32(padded.byteLength - 4, content.length * 8);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  for (let at = 0; at < padded.byteLength; at += BLOCK) addBlock(state, new DataView(padded.buffer, at, BLOCK));
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function addBlock(state: Int32Array, block: DataView): void {
  const words = new Int32Array(80);
  for (let t = 0; t < 16; t++) words[t] = block.getInt32(t * 4);
  for (let t = 16; t < 80; t++) {
    words[t] = rotate(words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!, 1);
  }
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  for (let t = 0; t < 80; t++) {
    const next = (rotate(a, 5) + mixed(t, b, c, d) + e + words[t]!) | 0;
    e = d;
    d = c;
    c = rotate(b, 30);
    b = a;
    a = next;
  }
  state.set([state[0]! + a, state[1]! + b, state[2]! + c, state[3]! + d, state[4]! + e]);
}

/** The function and the constant of a round. */
function mixed(t: number, b: number, c: number, d: number): number {
  if (t < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (t < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (t < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
