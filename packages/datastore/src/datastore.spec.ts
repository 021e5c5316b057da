import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDatastore, openDatastore } from './datastore';
import { findDatastoreRoot } from './root';

let cwd: string;

beforeEach(() => (cwd = realpathSync(mkdtempSync(join(tmpdir(), 'mf-datastore-')))));
afterEach(() => rmSync(cwd, { recursive: true }));

test('opening writes nothing', () => {
  expect(openDatastore({ env: {}, cwd, create: true }).storage.root).toBe(join(cwd, '.metaflow'));
  expect(findDatastoreRoot({ env: {}, cwd })).toBeUndefined();
  expect(() => openDatastore({ env: {}, cwd, create: false })).toThrow('no .metaflow');
});

test('without a choice, data and metadata are in the .metaflow directory', () => {
  mkdirSync(join(cwd, '.metaflow'));
  const { storage, metadata, localTree, includedFiles } = openDatastore({ env: {}, cwd, create: false });
  expect([storage.type, metadata.type]).toEqual(['local', 'local']);
  expect([storage.root, localTree.root]).toEqual([join(cwd, '.metaflow'), join(cwd, '.metaflow')]);
  expect(includedFiles.root).toBe(join(cwd, 'data'));
});

test('kinds that there are none of are named, with those that there are', () => {
  const open = (env: NodeJS.ProcessEnv) => () => openDatastore({ env, cwd, create: true });
  expect(open({ METAFLOW_DEFAULT_DATASTORE: 'tape' })).toThrow(
    expect.objectContaining({ code: 'MF4050', advice: expect.stringContaining('local') }),
  );
  expect(open({ METAFLOW_DEFAULT_METADATA: 'paper' })).toThrow(
    expect.objectContaining({ code: 'MF4051', advice: expect.stringContaining('local') }),
  );
});

test('a given root is used as it is, for data and for local metadata', async () => {
  const root = join(cwd, 'elsewhere/.metaflow');
  const { storage, localTree } = openDatastore({ env: {}, cwd, create: true, datastore: 'local', datastoreRoot: root });
  expect([storage.root, localTree.root]).toEqual([root, root]);
});

test('data of another place is found by its record, after the datastore that is read', () => {
  const datastore = localDatastore(join(cwd, '.metaflow'));
  const roots = (type: string, root?: string) => datastore.placesOf(type, root).map(({ storage }) => storage.root);
  expect(roots('local', '/old/.metaflow')).toEqual([datastore.storage.root, '/old/.metaflow']);
  expect(roots('local', datastore.storage.root)).toEqual([datastore.storage.root]);
  expect(roots('local')).toEqual([datastore.storage.root]);
  expect(() => roots('tape', 'reel 7')).toThrow(expect.objectContaining({ code: 'MF4005' }));
  expect(() => roots('tape')).toThrow(expect.objectContaining({ code: 'MF4005' }));
});
