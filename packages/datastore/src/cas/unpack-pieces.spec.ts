import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { isZlibError, unpackPieces } from './unpack-pieces';

const content = randomBytes(3_000_001);
const gzip = gzipSync(content, { level: 1 });

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 777_777) yield bytes.subarray(at, at + 777_777);
}
const unpack = (bytes: Buffer, end = bytes.subarray(-4)) => unpackPieces(piecesOf(bytes), bytes.length, end);

test('gives the content in memory of the right size', async () => {
  const unpacked = await unpack(gzip);
  expect(content.equals(unpacked)).toBe(true);
  expect(unpacked.buffer.byteLength).toBe(content.length);
});

test.each([0, 17, 2 ** 32 - 1])('believes no end that says %i', async (said) => {
  const end = Buffer.alloc(4);
  end.writeUInt32LE(said);
  expect(content.equals(await unpack(gzip, end))).toBe(true);
});

test('goes on behind the end of a first gzip', async () => {
  expect(Buffer.concat([content, content]).equals(await unpack(Buffer.concat([gzip, gzip])))).toBe(true);
});

test.each([
  ['cut', gzip.subarray(0, -100)],
  ['changed', Buffer.concat([gzip.subarray(0, 1_000_000), Buffer.alloc(9, 7), gzip.subarray(1_000_009)])],
  ['none', content],
])('a gzip that is %s is an error of zlib', async (_what, bytes) => {
  expect(isZlibError(await unpack(bytes).catch((error: unknown) => error))).toBe(true);
});

test('what goes wrong with the pieces is thrown', async () => {
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield gzip.subarray(0, 1000);
    throw new Error('broken off');
  };
  await expect(unpackPieces(broken(), gzip.length, gzip.subarray(-4))).rejects.toThrow('broken off');
});
