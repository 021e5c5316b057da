import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datastoreRootForReading, datastoreRootForWriting, findDatastoreRoot } from './root';

let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'mf-root-')));
  mkdirSync(join(directory, 'project/flows'), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true }));

test('the environment decides where it says something', () => {
  mkdirSync(join(directory, '.metaflow'));
  const search = { env: { METAFLOW_DATASTORE_SYSROOT_LOCAL: '/data' }, cwd: directory };
  expect(findDatastoreRoot(search)).toBe('/data/.metaflow');
  expect(findDatastoreRoot({ env: { METAFLOW_DATASTORE_SYSROOT_LOCAL: 'data' }, cwd: directory })).toBe(
    join(directory, 'data/.metaflow'),
  );
});

test('else the nearest .metaflow in the current directory or above', () => {
  mkdirSync(join(directory, '.metaflow'));
  const search = { env: {}, cwd: join(directory, 'project/flows') };
  expect(findDatastoreRoot(search)).toBe(join(directory, '.metaflow'));
  mkdirSync(join(directory, 'project/.metaflow'));
  expect(findDatastoreRoot(search)).toBe(join(directory, 'project/.metaflow'));
});

test('else a writer gets one in the current directory, and a reader an error', () => {
  const search = { env: {}, cwd: join(directory, 'project/flows') };
  expect(datastoreRootForWriting(search)).toBe(join(directory, 'project/flows/.metaflow'));
  expect(() => datastoreRootForReading(search)).toThrow(
    expect.objectContaining({ code: 'MF4002', message: expect.stringContaining('project/flows') }),
  );
});
