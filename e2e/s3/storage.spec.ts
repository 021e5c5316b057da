import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { LocalStorage, S3Storage } from '@mf/datastore';
import { bucket, root, type S3Server, startS3 } from './s3-server';

const folder = mkdtempSync(join(tmpdir(), 'mf-storage-'));
let server: S3Server;
let storage: S3Storage;
let sdk: S3Client;

beforeAll(async () => {
  server = await startS3();
  storage = new S3Storage(root, server.env);
  sdk = new S3Client({
    endpoint: server.url,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
});
afterAll(async () => {
  sdk.destroy();
  rmSync(folder, { recursive: true });
  await server.stop();
});

/** An object as the server has it, whatever we make of it. */
const raw = (key: string) => sdk.send(new GetObjectCommand({ Bucket: bucket, Key: `team/metaflow/${key}` }));

async function* piecesOf(bytes: Buffer, size: number, error?: Error): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  if (error) throw error;
}

test('objects are under the prefix, by the paths of a disk', async () => {
  expect(await storage.write('F/1/start/1/0.data.json', '{"é":1}')).toBe(true);
  expect(await (await raw('F/1/start/1/0.data.json')).Body?.transformToString()).toBe('{"é":1}');
  expect((await storage.read('F/1/start/1/0.data.json'))?.toString()).toBe('{"é":1}');
  expect(storage.readSync('F/1/start/1/0.data.json')?.toString()).toBe('{"é":1}');
  expect(await storage.size('F/1/start/1/0.data.json')).toBe(8);
});

test('an object that is there is replaced only when that is wanted, and a removed one is gone', async () => {
  await storage.write('F/x', 'old', { overwrite: true });
  expect(await storage.write('F/x', 'new')).toBe(false);
  expect((await storage.read('F/x'))?.toString()).toBe('old');
  expect(await storage.write('F/x', 'new', { overwrite: true })).toBe(true);
  expect((await storage.read('F/x'))?.toString()).toBe('new');
  await storage.remove('F/x');
  await storage.remove('F/x');
  expect(await storage.exists('F/x')).toBe(false);
});

test('what is not there is undefined, or empty', async () => {
  expect(await storage.read('F/none')).toBeUndefined();
  expect(storage.readSync('F/none')).toBeUndefined();
  expect(await storage.size('F/none')).toBeUndefined();
  expect(await storage.list('F/none')).toEqual([]);
  expect(await storage.readMany(['F/none', 'F/none'])).toEqual([undefined, undefined]);
});

test('an object may be empty', async () => {
  await storage.write('F/empty', '');
  expect(await storage.read('F/empty')).toEqual(Buffer.alloc(0));
  expect(storage.readSync('F/empty')).toEqual(Buffer.alloc(0));
  expect(await storage.size('F/empty')).toBe(0);
});

test("attributes are in Metaflow's header", async () => {
  await storage.write('F/data/ab/abc', 'x', { attributes: { cas_raw: false, cas_version: 1 } });
  expect((await raw('F/data/ab/abc')).Metadata).toEqual({
    'metaflow-user-attributes': '{"cas_raw":false,"cas_version":1}',
  });
  expect(await storage.list('F/data/ab')).toEqual(['abc']);
});

test('new objects are encrypted as the environment says', async () => {
  const encrypting = new S3Storage(root, { ...server.env, METAFLOW_S3_SERVER_SIDE_ENCRYPTION: 'AES256' });
  await encrypting.write('F/secret', 'x');
  await encrypting.writePieces('F/large-secret', piecesOf(randomBytes(9_000_000), 1_000_000));
  for (const key of ['F/secret', 'F/large-secret']) {
    expect((await raw(key)).ServerSideEncryption).toBe('AES256');
  }
});

test('a list has what is directly under a path, more than one answer of S3 holds', async () => {
  const names = Array.from({ length: 1050 }, (_none, index) => `n${index}`);
  await Promise.all(names.map((name) => storage.write(`Many/${name}`, name)));
  await storage.write('Many/deep/er/x', 'x');
  await storage.write('Many-more', 'x');
  expect((await storage.list('Many')).sort()).toEqual([...names, 'deep'].sort());
  const some = names.slice(0, 100);
  expect((await storage.readMany(some.map((name) => `Many/${name}`))).map(String)).toEqual(some);
});

test('a bucket without a prefix has a list of its own', async () => {
  const whole = new S3Storage(`s3://${bucket}`, server.env);
  await storage.write('F/x', 'in it');
  expect(await whole.list('')).toEqual(['team']);
  expect((await whole.read('team/metaflow/F/x'))?.toString()).toBe('in it');
});

describe('large objects', () => {
  const large = randomBytes(40_000_001);

  test('come in pieces, go in parts, and are read in ranges', async () => {
    const attributes = { cas_raw: true };
    expect(await storage.writePieces('F/large', piecesOf(large, 777_777), { attributes })).toBe(true);
    const stored = await raw('F/large');
    expect(stored.ETag).toMatch(/-5"$/);
    expect(stored.Metadata).toEqual({ 'metaflow-user-attributes': '{"cas_raw":true}' });
    expect((await storage.read('F/large'))?.equals(large)).toBe(true);
    expect(storage.readSync('F/large')?.equals(large)).toBe(true);
    expect(await storage.writePieces('F/large', piecesOf(large, 777_777))).toBe(false);
  });

  test.each(['s3', 'local'])('in %s, a gzip is unpacked while it is read, with and without a loop', async (kind) => {
    const place = kind === 's3' ? storage : new LocalStorage(folder);
    const gzip = gzipSync(large, { level: 0 });
    await place.write('F/gzip', gzip);
    for (const read of [await place.readUnpacking('F/gzip'), place.readUnpackingSync('F/gzip')]) {
      expect(read?.isUnpacked).toBe(true);
      expect(read?.bytes.equals(large)).toBe(true);
    }
    await place.write('F/cut', gzip.subarray(0, -20));
    for (const read of [await place.readUnpacking('F/cut'), place.readUnpackingSync('F/cut')]) {
      expect(read?.isUnpacked).toBe(false);
      expect(read?.bytes.equals(gzip.subarray(0, -20))).toBe(true);
    }
    expect(place.readUnpackingSync('F/none')).toBeUndefined();
  });

  test('small ones in pieces are no uploads in parts', async () => {
    await storage.writePieces('F/small', piecesOf(Buffer.from('some text'), 4));
    const stored = await raw('F/small');
    expect(await stored.Body?.transformToString()).toBe('some text');
    expect(stored.ETag).not.toContain('-');
  });

  test('whose pieces end with an error leave nothing behind', async () => {
    const writing = storage.writePieces('F/broken', piecesOf(large, 1_000_000, new Error('half way')));
    await expect(writing).rejects.toThrow('half way');
    expect(await storage.exists('F/broken')).toBe(false);
    expect((await sdk.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? []).toEqual([]);
  });
});

test('waiting for one read does not lose the answers of others', async () => {
  const names = Array.from({ length: 20 }, (_none, index) => `Few/n${index}`);
  await Promise.all(names.map((name) => storage.write(name, name)));
  const others = Promise.all(names.map((name) => storage.read(name)));
  const own = names.map((name) => storage.readSync(name)?.toString());
  expect(own).toEqual(names);
  expect((await others).map(String)).toEqual(names);
});

test('an object that grows can be read while it does, and is whole when it is closed', async () => {
  const log = storage.grow('F/log');
  await log.append('');
  await log.append('one\n');
  await log.append(Buffer.from('two\n'));
  const seen = async (): Promise<string> => {
    for (;;) {
      const bytes = await storage.read('F/log');
      if (bytes?.toString().endsWith('two\n')) return bytes.toString();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  expect(await seen()).toBe('one\ntwo\n');
  await log.append('x'.repeat(9_000_000));
  await log.append('\nend\n');
  await log.close();
  const whole = (await storage.read('F/log'))?.toString();
  expect(whole).toHaveLength(8 + 9_000_000 + 5);
  expect(whole?.endsWith('x\nend\n')).toBe(true);

  const silent = storage.grow('F/silent-log');
  await silent.append('');
  await silent.close();
  expect(await storage.size('F/silent-log')).toBe(0);
});
