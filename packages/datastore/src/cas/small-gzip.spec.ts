import { randomBytes } from 'node:crypto';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { gunzipSmall, gzipSmall } from './small-gzip';
import { SMALL_CONTENT } from './small-sha1';

const lengths = [...Array(300).keys(), 511, 512, 513, 1000, SMALL_CONTENT - 1, SMALL_CONTENT];
const contents = lengths.map((length) => randomBytes(length));

/** Lengths of the contents of which something else came out. */
function wrong(given: (content: Buffer) => Buffer | undefined): number[] {
  return contents.filter((content) => !given(content)?.equals(content)).map(({ length }) => length);
}

test('what is packed here, zlib unpacks', () => {
  const packed = (content: Buffer): Buffer =>
    gzipSmall([content.subarray(0, content.length >> 1), content.subarray(content.length >> 1)], content.length);
  expect(wrong((content) => gunzipSync(packed(content)))).toEqual([]);
  expect(wrong((content) => gunzipSmall(packed(content)))).toEqual([]);
});

test.each([0, 1, 3, 9])('what zlib packs at level %i, is unpacked here', (level) => {
  expect(wrong((content) => gunzipSmall(gzipSync(content, { level })))).toEqual([]);
  expect(wrong((content) => gunzipSmall(gzipSync(content, { level, strategy: constants.Z_FIXED })))).toEqual([]);
});

test('repetitions of every distance, and of every length', () => {
  const periods = [...Array(700).keys()].map((period) => period + 1);
  const repeated = (period: number): Buffer =>
    Buffer.alloc(Math.min(SMALL_CONTENT, period + 3 + (period % 300)), randomBytes(period));
  const failed = periods.filter((period) => {
    const content = repeated(period);
    return !gunzipSmall(gzipSync(content, { strategy: constants.Z_FIXED }))?.equals(content);
  });
  expect(failed).toEqual([]);
});

test('a code of its own, and more than a few bytes, are left to zlib', () => {
  const digits = Buffer.from([...randomBytes(900)].map((byte) => 48 + (byte % 4)));
  expect(gunzipSmall(gzipSync(digits))).toBeUndefined();
  expect(gunzipSmall(gzipSync(Buffer.alloc(SMALL_CONTENT + 1)))).toBeUndefined();
});

test('of a damaged gzip nothing else is given', () => {
  for (const gzip of [gzipSync(contents[40]!), gzipSync('a'.repeat(29))]) {
    const content = gunzipSync(gzip);
    for (let at = 0; at < gzip.length; at++) {
      expect(gunzipSmall(gzip.subarray(0, at))).toBeUndefined();
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Buffer.from(gzip);
        damaged[at]! ^= 1 << bit;
        expect([undefined, content.toString('hex')]).toContain(gunzipSmall(damaged)?.toString('hex'));
      }
    }
  }
});
