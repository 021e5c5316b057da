import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDatastore } from '@mf/datastore';
import { defaultMetadata, Flow, getMetadata, metadata, namespace } from './index';

let root: string;
const env = { ...process.env };

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'mf-client-')));
  process.env['METAFLOW_DATASTORE_SYSROOT_LOCAL'] = root;
  delete process.env['METAFLOW_DEFAULT_METADATA'];
  delete process.env['METAFLOW_SERVICE_URL'];
  namespace(null);
});

afterEach(() => {
  process.env = { ...env };
  defaultMetadata();
  rmSync(root, { recursive: true });
});

test('without a choice, what the environment says', () => {
  expect(getMetadata()).toBe(`local@${root}`);
  process.env['METAFLOW_DEFAULT_METADATA'] = 'service';
  process.env['METAFLOW_SERVICE_URL'] = 'https://metaflow.example/';
  expect(getMetadata()).toBe('service@https://metaflow.example');
});

test('a service, by its kind and address or by its address alone; and back', () => {
  expect(metadata('service@https://metaflow.example')).toBe('service@https://metaflow.example');
  expect(metadata('https://other.example/')).toBe('service@https://other.example');
  expect(getMetadata()).toBe('service@https://other.example');
  expect(defaultMetadata()).toBe(`local@${root}`);
  expect(() => metadata('service')).toThrow(expect.objectContaining({ code: 'MF4070' }));
  process.env['METAFLOW_SERVICE_URL'] = 'https://metaflow.example';
  expect(metadata('service')).toBe('service@https://metaflow.example');
});

test.each(['', 'local@'])('a directory, given as %sPATH: its runs are read', async (kind) => {
  const elsewhere = join(root, 'elsewhere');
  expect(() => metadata(kind + elsewhere)).toThrow(expect.objectContaining({ code: 'MF4002' }));
  const run = await localDatastore(join(elsewhere, '.metaflow')).metadata.writer('F', { user: 'ada' }).newRun();
  expect(metadata(kind + elsewhere)).toBe(`local@${elsewhere}`);
  expect((await new Flow('F').latestRun)?.id).toBe(run);
  expect(metadata('local')).toBe(`local@${root}`);
  await expect(new Flow('F').latestRun).rejects.toMatchObject({ code: 'MF4040' });
});
