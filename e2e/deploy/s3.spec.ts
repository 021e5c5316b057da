import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { S3Storage } from '@mf/datastore';
import { bucket, root, type S3Server, startS3 } from '../s3/s3-server';
import { Workspace } from './workspace';

const production = ['--environment', 'production'];
const dags = `s3://${bucket}/airflow/dags`;

let server: S3Server;
let sdk: S3Client;
let workspace: Workspace;
beforeAll(async () => {
  server = await startS3();
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  sdk = new S3Client({ endpoint: server.url, forcePathStyle: true, region: 'us-east-1', credentials });
  const env = { METAFLOW_DEFAULT_DATASTORE: 's3', METAFLOW_DATASTORE_SYSROOT_S3: root };
  const composer = { dags: `gs://${bucket}/composer/dags`, env };
  workspace = new Workspace({ production: { dags, env }, composer }, server.env);
});
afterAll(async () => {
  workspace.remove();
  sdk.destroy();
  await server.stop();
});

/** Times and ETags of all objects below a prefix. */
async function objects(prefix: string): Promise<Record<string, string>> {
  const { Contents = [] } = await sdk.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
  return Object.fromEntries(
    Contents.map(({ Key, ETag, LastModified }) => [
      Key!.slice(prefix.length),
      `${LastModified!.toISOString()} ${ETag}`,
    ]),
  );
}

test('flows are deployed to a bucket, and records are in the datastore: what is there is not written again', async () => {
  workspace.writeFlow('Train', 'one');
  workspace.writeFlow('Score', 'one');
  expect(await workspace.done('deploy', ...production)).toMatch('production: 2 created');
  const first = await objects('airflow/dags/');
  expect(Object.keys(first)).toEqual(expect.arrayContaining(['ScoreFlow.py', 'TrainFlow.py']));
  const records = await objects('team/metaflow/mf.deployments/');
  expect(Object.keys(records)).toContain('environments/production/TrainFlow/000001.json');

  // Times of moto have no more than seconds.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await workspace.done('deploy', ...production)).toMatch('production: 2 unchanged');
  expect(await objects('airflow/dags/')).toEqual(first);
  expect(await objects('team/metaflow/mf.deployments/environments/')).toEqual(
    Object.fromEntries(
      Object.entries(records).flatMap(([key, value]) =>
        key.startsWith('environments/') ? [[key.slice('environments/'.length), value]] : [],
      ),
    ),
  );

  workspace.writeFlow('Train', 'two');
  await workspace.done('deploy', ...production);
  const second = await objects('airflow/dags/');
  for (const [key, value] of Object.entries(first)) if (!key.startsWith('TrainFlow.')) expect(second[key]).toBe(value);
  await workspace.done('rollback', 'TrainFlow', ...production);
  const etag = (text: string | undefined) => text?.split(' ')[1];
  expect(etag((await objects('airflow/dags/'))['TrainFlow.py'])).toBe(etag(first['TrainFlow.py']));
  await workspace.done('undeploy', 'TrainFlow', ...production);
  expect(Object.keys(await objects('airflow/dags/TrainFlow'))).toEqual([]);
});

test('of several that make an object at once, one does, and learns so', async () => {
  const storage = new S3Storage(root, { ...process.env, ...server.env });
  const made = await Promise.all(
    ['a', 'b', 'c', 'd'].map((text) => storage.write('races/1', text, { exclusive: true })),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  expect((await storage.read('races/1'))!.toString()).toBe('abcd'[made.indexOf(true)]);
});

test('of two who deploy the same at once, one does', async () => {
  workspace.writeFlow('Raced', 'one');
  const deployed = await Promise.all([1, 2].map(() => workspace.done('deploy', 'apps/raced.flow.ts', ...production)));
  expect(deployed.map((output) => output.split('\n').at(-1)).sort()).toEqual([
    'production: 1 created',
    'production: 1 unchanged',
  ]);
});

test('Google Cloud Storage is spoken to with its own keys, by the protocol that it shares with S3', async () => {
  workspace.writeFlow('Cloud', 'one');
  const args = ['deploy', 'apps/cloud.flow.ts', '--environment', 'composer'];
  expect((await workspace.mf(...args)).output).toMatch(`MF2715 There is no key for gs://${bucket}/composer/dags`);
  const keys = { GS_ACCESS_KEY_ID: 'a', GS_SECRET_ACCESS_KEY: 'b', GS_ENDPOINT_URL: server.url };
  const { code, output } = await workspace.mfAs(keys, ...args);
  expect(`${code} ${output}`).toMatch(/^0 CloudFlow: created the DAG CloudFlow in gs:\/\/flows\/composer\/dags/);
  expect(await objects('composer/dags/')).toHaveProperty(['CloudFlow.py']);
});
