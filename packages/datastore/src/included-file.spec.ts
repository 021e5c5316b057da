import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readIncludedFile } from './included-file';
import { IncludedFile } from './pickle/metaflow-values';
import { LocalStorage } from './storage/local-storage';

let root: string;
let files: LocalStorage;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'mf-included-'));
  files = new LocalStorage(root);
  await files.write('F/0a', gzipSync('line1\r\nline2 é\n'));
});
afterEach(() => rmSync(root, { recursive: true }));

const descriptor = {
  type: 'uploader-v2',
  'sub-type': 'uploaded',
  url: 'local:///somewhere/else/data/F/0a',
  is_text: true,
  encoding: 'utf-8',
};

test('text is read as Python reads text, from where the datastore is now', () => {
  expect(readIncludedFile(files, new IncludedFile(descriptor))).toBe('line1\nline2 é\n');
});

test('a binary file is bytes', () => {
  expect(readIncludedFile(files, new IncludedFile({ ...descriptor, is_text: false }))).toEqual(
    new Uint8Array(Buffer.from('line1\r\nline2 é\n')),
  );
});

test.each([
  ['missing', { url: 'local:///x/F/0b' }, 'there is no'],
  ['never taken in', { type: 'external', url: 'local:///etc/passwd' }, 'it was never taken into the datastore'],
  ['not in its encoding', { encoding: 'utf-16le', url: 'local:///x/F/bad' }, 'it is not text in the encoding utf-16le'],
  ['damaged', { url: 'local:///x/F/damaged' }, 'incorrect header'],
])('a file that is %s', async (_name, changes, problem) => {
  await files.write('F/bad', gzipSync(Buffer.from([0x00, 0xd8, 0x00])));
  await files.write('F/damaged', 'not gzip');
  expect(() => readIncludedFile(files, new IncludedFile({ ...descriptor, ...changes }))).toThrow(
    expect.objectContaining({ code: 'MF4027', message: expect.stringContaining(problem) }),
  );
});

test('a descriptor can not point outside', () => {
  expect(() => readIncludedFile(files, new IncludedFile({ ...descriptor, url: 'local:///x/../..' }))).toThrow(
    expect.objectContaining({ code: 'MF4004' }),
  );
});
