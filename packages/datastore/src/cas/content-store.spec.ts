import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { LocalStorage } from '../storage/local-storage';
import { ContentStore } from './content-store';

let root: string;
let store: ContentStore;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mf-cas-'));
  store = new ContentStore(new LocalStorage(root), 'MyFlow');
});
afterEach(() => rmSync(root, { recursive: true }));

const TRUE = Buffer.from('8004882e', 'hex');
/** What Metaflow stores True under. */
const TRUE_SHA = '868436778cb011a1c6230bc12534683ab0b7f1c3';

test('stores bytes as Metaflow does: gzipped, under their SHA-1, with a note of how', async () => {
  expect(await store.save(TRUE)).toBe(TRUE_SHA);
  const directory = join(root, 'MyFlow/data/86');
  expect(readdirSync(directory).sort()).toEqual([TRUE_SHA, `${TRUE_SHA}_meta`]);
  expect(gunzipSync(readFileSync(join(directory, TRUE_SHA)))).toEqual(TRUE);
  expect(JSON.parse(readFileSync(join(directory, `${TRUE_SHA}_meta`), 'utf8'))).toEqual({
    cas_raw: false,
    cas_version: 1,
  });
});

test('writes again what a power failure left empty', async () => {
  await store.save(TRUE);
  const file = join(root, 'MyFlow/data/86', TRUE_SHA);
  writeFileSync(file, '');
  await new ContentStore(new LocalStorage(root), 'MyFlow').save(TRUE);
  expect(gunzipSync(readFileSync(file))).toEqual(TRUE);
});

test('never writes again what is there', async () => {
  await store.save(TRUE);
  const before = statSync(join(root, 'MyFlow/data/86', TRUE_SHA)).ino;
  await store.save(TRUE);
  await new ContentStore(new LocalStorage(root), 'MyFlow').save(TRUE);
  expect(statSync(join(root, 'MyFlow/data/86', TRUE_SHA)).ino).toBe(before);
});

test.each([0, 10, 1_000_000, 20_000_000])('gives back %i bytes', async (size) => {
  const bytes = Buffer.alloc(size, 'some content that is not all the same');
  const sha = await store.save(bytes);
  expect((await store.load(sha)).equals(bytes)).toBe(true);
  expect(store.loadSync(sha).equals(bytes)).toBe(true);
});

test('takes parts that follow one another, and stores the same as of the whole', async () => {
  const whole = randomBytes(9_000_000);
  const sha = await store.save([whole.subarray(0, 3), whole.subarray(3, 5_000_000), whole.subarray(5_000_000)]);
  expect(sha).toBe(createHash('sha1').update(whole).digest('hex'));
  expect(store.loadSync(sha).equals(whole)).toBe(true);
  expect(gunzipSync(readFileSync(join(root, 'MyFlow/data', sha.slice(0, 2), sha))).equals(whole)).toBe(true);
});

test('stores nothing under a name that it would not have: bytes that change meanwhile', async () => {
  const bytes = Buffer.alloc(20_000_000, 'a');
  const saving = store.save(bytes);
  bytes.fill('b', 10_000_000);
  await expect(saving).rejects.toMatchObject({ code: 'MF4060' });
  expect(
    readdirSync(join(root, 'MyFlow/data'), { recursive: true }).filter((name) => /[0-9a-f]{40}$/.test(String(name))),
  ).toEqual([]);
});

test('reads what Metaflow stored as it is', async () => {
  const sha = createHash('sha1').update(TRUE).digest('hex');
  await new LocalStorage(root).write(`MyFlow/data/${sha.slice(0, 2)}/${sha}`, TRUE, {
    attributes: { cas_raw: true, cas_version: 1 },
  });
  expect(await store.load(sha)).toEqual(TRUE);
});

test('says which value is missing or damaged', async () => {
  await expect(store.load(TRUE_SHA)).rejects.toMatchObject({
    code: 'MF4022',
    message: expect.stringContaining(`MyFlow/data/86/${TRUE_SHA}`),
  });
  expect(() => store.loadSync(TRUE_SHA)).toThrow(expect.objectContaining({ code: 'MF4022' }));
  await store.save(TRUE);
  const file = join(root, 'MyFlow/data/86', TRUE_SHA);
  for (const damaged of [readFileSync(file).subarray(0, 12), Buffer.from('not gzip'), Buffer.alloc(0)]) {
    writeFileSync(file, damaged);
    await expect(store.load(TRUE_SHA)).rejects.toMatchObject({ code: 'MF4023' });
    expect(() => store.loadSync(TRUE_SHA)).toThrow(expect.objectContaining({ code: 'MF4023' }));
  }
});
