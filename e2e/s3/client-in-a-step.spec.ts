import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { type S3Server, startS3 } from './s3-server';

let server: S3Server;
beforeAll(async () => (server = await startS3()));
afterAll(() => server.stop());

describe.each(['s3', 'local'])('with the datastore %s', (datastore) => {
  let store: SharedDatastore;
  let source: string;
  beforeAll(async () => {
    store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-s3-client-')), 'tester', server.env);
    const idFile = join(store.folder, 'run-id');
    const made = await store.mf([
      ...['run', 'e2e/s3/flows/large-source.flow.ts', '--datastore', datastore, '--run-id-file', idFile],
    ]);
    expect(made).toMatchObject({ code: 0 });
    source = `LargeSourceFlow/${await readFile(idFile, 'utf8')}`;
  });
  afterAll(() => rm(store.folder, { recursive: true, force: true }));

  test.each(['process', 'module'])(
    'a step reads a large artifact of another flow, with isolation by %s',
    async (isolation) => {
      const run = await store.mf([
        ...['run', 'e2e/s3/flows/reading.flow.ts', '--datastore', datastore, '--isolation', isolation],
      ]);
      expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(`40000000 bytes of ${source}: the same`) });
      expect(run.stderr).not.toContain('MF3004');
    },
  );
});
