import { inspect, isDeepStrictEqual } from 'node:util';
import { decodePickle } from './decode';
import { encodePickle } from './encode';
import { PyTuple } from './python-values';

/** Numbers from 0 to below 1, the same ones for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

const TEXTS = [
  '',
  'a',
  'é',
  '世界😀',
  '\ud800',
  'x\udfffy',
  'a\0b',
  '__proto__',
  'constructor',
  '7',
  'a'.repeat(255),
  'é'.repeat(300),
];
const NUMBERS = [
  0,
  -0,
  1,
  255,
  256,
  65535,
  65536,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
  2 ** 53 - 1,
  0.1,
  1e300,
  NaN,
  Infinity,
  -Infinity,
];

function randomValue(random: () => number, depth: number): unknown {
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const some = <T>(make: () => T): T[] =>
    Array.from({ length: depth === 1 && random() < 0.02 ? 2300 : below(5) }, make);
  const hashable = (): unknown =>
    pick([() => below(1e6), () => pick(TEXTS), () => random(), () => null, () => BigInt(below(1e6)) ** 5n])();
  const scalar = (): unknown =>
    pick([
      () => pick(NUMBERS),
      () => Math.floor((random() - 0.5) * 2 ** 54),
      () => pick(TEXTS),
      () => pick([null, true, false]),
      () => (BigInt(below(2 ** 30)) - 2n ** 29n) ** BigInt(below(40)),
      () => new Number(pick(NUMBERS)),
      () => new Uint8Array(some(() => below(256))),
      () => Buffer.from(some(() => below(256))),
      () => new Date(Math.floor(random() * 4e12) - 1e12),
    ])();
  if (depth === 0) return scalar();
  const child = (): unknown => randomValue(random, depth - 1);
  return pick([
    scalar,
    () => some(child),
    () => PyTuple.fromArray(some(child)),
    () => {
      const object: Record<string, unknown> = {};
      for (const key of some(() => pick(TEXTS) + below(3))) object[key] = child();
      Object.defineProperty(object, '__proto__', {
        value: child(),
        enumerable: true,
        writable: true,
        configurable: true,
      });
      return object;
    },
    () => new Map(some(() => [hashable(), child()] as const)),
    () => new Set(some(hashable)),
    () => {
      const shared = child();
      return [shared, { shared }, shared];
    },
  ])();
}

test.each(Array.from({ length: 20 }, (_, i) => i + 1))('random values come back as they were (seed %i)', (seed) => {
  const random = randomNumbers(seed);
  for (let i = 0; i < 50; i++) {
    const value = randomValue(random, 4);
    const bytes = encodePickle(value);
    const found = decodePickle(bytes);
    if (!isDeepStrictEqual(found, value)) throw new Error(`${inspect(value)} came back as ${inspect(found)}`);
    expect(encodePickle(found).equals(bytes)).toBe(true);
  }
});

describe('bytes that are given away', () => {
  const large = new Uint8Array(20_000_000).map((_none, index) => index % 251);

  test('stay in their memory, at its start, when they are most of it', () => {
    const pickle = new Uint8Array(encodePickle({ before: 'x', large, after: [1, 'y'] }));
    const { large: found, ...others } = decodePickle(pickle, { isGivenAway: true }) as { large: Uint8Array };
    expect(found.buffer).toBe(pickle.buffer);
    expect(found.byteOffset).toBe(0);
    // `toEqual` takes a minute for so many bytes.
    expect(Buffer.compare(found, large)).toBe(0);
    expect(others).toEqual({ before: 'x', after: [1, 'y'] });
  });

  test('are copied when several of them share it', () => {
    const pickle = new Uint8Array(encodePickle([large, Buffer.from(large)]));
    const [first, second] = decodePickle(pickle, { isGivenAway: true }) as [Uint8Array, Buffer];
    expect(first.buffer).not.toBe(pickle.buffer);
    expect(second.equals(first)).toBe(true);
    expect(Buffer.isBuffer(second)).toBe(true);
  });
});
