import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LARGE_GZIP } from '../cas/unpack-pieces';
import { writeFileAtomically } from './atomic-write';
import { DatastoreNotWritableError } from './errors';
import { LocalStorage } from './local-storage';

let root: string;
let storage: LocalStorage;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mf-storage-'));
  storage = new LocalStorage(root);
});
afterEach(() => rmSync(root, { recursive: true }));

const everything = () => readdirSync(root, { recursive: true }).sort();

test.each(['read', 'readSync', 'readUnpacking', 'readUnpackingSync', 'size'] as const)(
  'what the system does not let it %s is told by its name',
  async (kind) => {
    symlinkSync('loop', join(root, 'loop'));
    await expect((async () => storage[kind]('loop'))()).rejects.toMatchObject({
      code: 'MF4003',
      message: `Cannot read ${join(root, 'loop')}: ELOOP`,
    });
  },
);

test('a large file that is no gzip is read as it is, whatever its end looks like', async () => {
  // As the end of a gzip it would ask for 4 GB of memory.
  const large = Buffer.alloc(LARGE_GZIP, 0xff);
  await storage.write('large', large);
  for (const read of [await storage.readUnpacking('large'), storage.readUnpackingSync('large')]) {
    expect(read?.isUnpacked).toBe(false);
    expect(read?.bytes.equals(large)).toBe(true);
  }
});

describe('writing', () => {
  test('makes the directories that are missing and leaves nothing but the object', async () => {
    expect(await storage.write('F/1/start/2/0.task_end', '{}')).toBe(true);
    expect(readFileSync(join(root, 'F/1/start/2/0.task_end'), 'utf8')).toBe('{}');
    expect(everything()).toEqual(['F', 'F/1', 'F/1/start', 'F/1/start/2', 'F/1/start/2/0.task_end']);
  });

  test('leaves what is there, unless told to overwrite it', async () => {
    await storage.write('a', 'old');
    expect(await storage.write('a', 'new')).toBe(false);
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('old');
    expect(await storage.write('a', 'new', { overwrite: true })).toBe(true);
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('new');
  });

  test('of two that make the same object at the same moment, one does', async () => {
    // Both have looked, and found nothing.
    expect(await writeFileAtomically(join(root, 'a'), 'first', { isNew: true })).toBe(true);
    expect(await writeFileAtomically(join(root, 'a'), 'second', { isNew: true })).toBe(false);
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('first');
    expect(everything()).toEqual(['a']);
  });

  test('keeps attributes where Metaflow looks for them', async () => {
    await storage.write('data/ab/abc', 'x', { attributes: { cas_raw: false, cas_version: 1 } });
    expect(JSON.parse(readFileSync(join(root, 'data/ab/abc_meta'), 'utf8'))).toEqual({
      cas_raw: false,
      cas_version: 1,
    });
  });

  test('stores large objects whole', async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, 'abc');
    await storage.write('large', large);
    expect((await storage.read('large'))?.equals(large)).toBe(true);
  });

  test('stores pieces as one object, or nothing when they end with an error', async () => {
    async function* pieces(error?: Error): AsyncGenerator<Uint8Array> {
      yield Buffer.from('one');
      yield Buffer.alloc(3 * 1024 * 1024, 'x');
      if (error) throw error;
    }
    expect(await storage.writePieces('F/x', pieces(), { attributes: { a: 1 } })).toBe(true);
    expect(await storage.writePieces('F/x', pieces())).toBe(false);
    expect(await storage.size('F/x')).toBe(3 + 3 * 1024 * 1024);
    expect((await storage.read('F/x_meta'))?.toString()).toBe('{"a":1}');
    await expect(storage.writePieces('F/y', pieces(new Error('half way')))).rejects.toThrow('half way');
    expect(readdirSync(join(root, 'F')).sort()).toEqual(['x', 'x_meta']);
  });

  test('lets an object grow, and shows it at once', async () => {
    const object = storage.grow('F/log');
    await object.append('one\n');
    expect((await storage.read('F/log'))?.toString()).toBe('one\n');
    await object.append(Buffer.from('two\n'));
    await object.close();
    expect((await storage.read('F/log'))?.toString()).toBe('one\ntwo\n');
  });

  test.each([
    ['write', (unwritable: LocalStorage) => unwritable.write('F/_meta/_self.json', '{}')],
    ['grow', (unwritable: LocalStorage) => unwritable.grow('F/log').append('x')],
  ])('%s says what can not be written, and leaves nothing behind', async (_name, act) => {
    writeFileSync(join(root, 'file'), 'a file where the datastore should be');
    const unwritable = new LocalStorage(join(root, 'file', '.metaflow'));
    const error = await act(unwritable).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatastoreNotWritableError);
    expect(error).toMatchObject({ code: 'MF4001', message: expect.stringContaining(join(root, 'file', '.metaflow')) });
    expect((error as DatastoreNotWritableError).advice).toContain('METAFLOW_DATASTORE_SYSROOT_LOCAL');
    expect(everything()).toEqual(['file']);
  });

  test('removes its temporary file when the object can not take its name', async () => {
    mkdirSync(join(root, 'taken'));
    await expect(storage.write('taken', 'x', { overwrite: true })).rejects.toMatchObject({ code: 'MF4001' });
    expect(everything()).toEqual(['taken']);
  });
});

describe('reading', () => {
  test('gives undefined for what is not there, and for a directory', async () => {
    await storage.write('F/object', 'x');
    for (const path of ['nothing', 'F', 'F/object/below']) {
      expect(await storage.read(path)).toBeUndefined();
      expect(storage.readSync(path)).toBeUndefined();
      expect(await storage.size(path)).toBeUndefined();
    }
  });

  test('reads the same in every way', async () => {
    await storage.write('a', 'text');
    expect((await storage.read('a'))?.toString()).toBe('text');
    expect(storage.readSync('a')?.toString()).toBe('text');
    expect(await storage.size('a')).toBe(4);
    expect((await storage.readMany(['a', 'b', 'a'])).map(String)).toEqual(['text', 'undefined', 'text']);
  });

  test('reads many objects while other work goes on', async () => {
    const paths = Array.from({ length: 1000 }, (_, i) => `many/${i}`);
    for (const path of paths) await storage.write(path, path);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const found = await storage.readMany(paths);
    clearInterval(timer);
    expect(found.map(String)).toEqual(paths);
    expect(turns).toBeGreaterThan(0);
  });

  test('lists what is directly under a path, without unfinished writes', async () => {
    await storage.write('F/1/x', '');
    await storage.write('F/latest_run', '');
    writeFileSync(join(root, 'F/.mf-1-abcd-0'), 'half of something');
    expect((await storage.list('F')).sort()).toEqual(['1', 'latest_run']);
    expect(await storage.list('')).toEqual(['F']);
    expect(await storage.list('nothing')).toEqual([]);
  });
});

test('removes an object and its attributes, or nothing', async () => {
  await storage.write('a', 'x', { attributes: { cas_raw: false } });
  await storage.remove('a');
  await storage.remove('a');
  expect(everything()).toEqual([]);
  expect(existsSync(root)).toBe(true);
});

test('a large gzip is unpacked while it is read; a small one, and what is no whole gzip, is given as it is', async () => {
  const content = randomBytes(33 * 1024 * 1024);
  const gzip = gzipSync(content, { level: 0 });
  await storage.write('large', gzip);
  const unpacked = await storage.readUnpacking('large');
  expect(unpacked?.isUnpacked).toBe(true);
  expect(unpacked?.bytes.equals(content)).toBe(true);
  for (const bytes of [gzipSync('small'), content, gzip.subarray(0, -9)]) {
    await storage.write('as is', bytes, { overwrite: true });
    const asIs = await storage.readUnpacking('as is');
    expect(asIs?.isUnpacked).toBe(false);
    expect(asIs?.bytes.equals(bytes)).toBe(true);
  }
  expect(await storage.readUnpacking('none')).toBeUndefined();
  expect(storage.readUnpackingSync('none')).toBeUndefined();
});
