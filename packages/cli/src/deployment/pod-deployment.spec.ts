import { PassThrough } from 'node:stream';
import type { CommandIo } from '../command-io';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { podDeployment } from './pod-deployment';

const image = `registry.example.com/flows@sha256:${'0123'.repeat(16)}`;
const flow = { ir: { name: 'F' } } as RunnableFlow;
const s3 = { METAFLOW_DEFAULT_DATASTORE: 's3', METAFLOW_DATASTORE_SYSROOT_S3: 's3://bucket/metaflow' };
const ioWith = (env: NodeJS.ProcessEnv): CommandIo => {
  return { cwd: '/', env, stdout: new PassThrough(), stderr: new PassThrough() };
};

test('pods are told where data lies, and neither credentials nor who deploys', async () => {
  const env = {
    ...s3,
    METAFLOW_USER: 'ana',
    METAFLOW_DEFAULT_NAMESPACE: 'user:ana',
    AWS_SECRET_ACCESS_KEY: 'secret',
    METAFLOW_S3_ENDPOINT_URL: 'http://minio:9000',
  };
  expect(await podDeployment(flow, [], { image, kubernetesConnId: 'k8s' }, ioWith(env))).toEqual({
    image,
    variables: { ...s3, METAFLOW_S3_ENDPOINT_URL: 'http://minio:9000' },
    deferrable: false,
    connection: 'k8s',
  });
});

test.each([
  [{}, { image }, 'MF6041', /the datastore is local/],
  [{ METAFLOW_DEFAULT_DATASTORE: 's3' }, { image }, 'MF6041', /does not say where/],
  [s3, { image: 'registry.example.com/flows:latest' }, 'MF6042', /flows:latest has no digest/],
  [s3, {}, 'MF6043', /no repository for its image/],
])('with %j and %j it is %s', async (env, options, code, message) => {
  const failure = podDeployment(flow, [], options, ioWith(env as NodeJS.ProcessEnv));
  await expect(failure).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
});
