import { createHash } from 'node:crypto';
import { MersenneTwister } from './mersenne-twister';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** Metaflow looks no further for the successor of a token. */
const tokensOfPrefix = 10_000;

/**
 * What the production tokens of a deployment begin with: the name of the flow, or for a flow of a project a hash of project and
 * branch, so that all flows of a branch share their token. Metaflow's formulas.
 *
 * @param flow name of the flow, or of the deployment where that has another
 */
export function tokenPrefix(flow: string, project?: { readonly name: string; readonly branch: string }): string {
  if (!project) return flow.toLowerCase();
  const digest = createHash('sha1').update(`${project.name}.${project.branch}`).digest();
  return `mfprj-${toBase32(digest).slice(0, 16)}`;
}

/**
 * The production token that follows another one, or the first: `<prefix>-<number>-<four letters>`. The letters are those that
 * CPython's `random.sample` draws with the Adler-32 of what stands before them as the seed: Metaflow's algorithm.
 *
 * @param previous a token that this function has given; undefined for the first
 * @returns undefined when `previous` is none of the tokens of this prefix, such as one that a user has chosen
 */
export function newProductionToken(prefix: string, previous?: string): string | undefined {
  if (previous === undefined) return tokenAt(prefix, 0);
  const number = previous.startsWith(`${prefix}-`)
    ? /^(\d+)-[a-z]{4}$/.exec(previous.slice(prefix.length + 1))?.[1]
    : undefined;
  if (number === undefined || Number(number) + 1 >= tokensOfPrefix) return undefined;
  return tokenAt(prefix, Number(number)) === previous ? tokenAt(prefix, Number(number) + 1) : undefined;
}

function tokenAt(prefix: string, number: number): string {
  const start = `${prefix}-${number}-`;
  const random = new MersenneTwister(adler32(Buffer.from(start)));
  const drawn: number[] = [];
  while (drawn.length < 4) {
    const index = random.below(letters.length);
    if (!drawn.includes(index)) drawn.push(index);
  }
  return start + drawn.map((index) => letters.charAt(index)).join('');
}

/** RFC 4648 without padding, in lower case. */
function toBase32(bytes: Uint8Array): string {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += base32.charAt((value >>> bits) & 31);
    }
  }
  return text;
}

/** RFC 1950. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}
