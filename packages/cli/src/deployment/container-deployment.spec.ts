import { PassThrough } from 'node:stream';
import { type DecoratorIR, type Plan, readKubernetesConfiguration, taskKubernetes } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { RunnableFlow } from '../report/compiled-or-reported';
import { containerDeployment, type ContainerOptions, type MakeImages, pushedImages } from './container-deployment';

const image = `registry.example.com/flows@sha256:${'0123'.repeat(16)}`;
const s3 = { METAFLOW_DEFAULT_DATASTORE: 's3', METAFLOW_DATASTORE_SYSROOT_S3: 's3://bucket/metaflow' };
const ioWith = (env: NodeJS.ProcessEnv): CommandIo => {
  return { cwd: '/', env, stdout: new PassThrough(), stderr: new PassThrough() };
};
/** No registry is asked: what stands for an image tells its base. */
const imagesOf: MakeImages = (bases) => Promise.resolve(new Map([...bases].map((base) => [base, `on ${base}`])));

function planWith(steps: Readonly<Record<string, readonly DecoratorIR[]>>, env: NodeJS.ProcessEnv = {}): Plan {
  const configuration = readKubernetesConfiguration(env);
  const parts = Object.entries(steps).map(([name, own]) => ({
    kind: 'task',
    name,
    kubernetes: taskKubernetes([own], [], configuration),
  }));
  return { parts } as unknown as Plan;
}

const deploymentOf = (
  plan: Plan,
  options: ContainerOptions,
  env: NodeJS.ProcessEnv,
  compute: 'docker' | 'kubernetes' = 'kubernetes',
) => containerDeployment(plan, compute, readKubernetesConfiguration(env), options, imagesOf, ioWith(env));

test('pods are told where data lies, and neither credentials nor who deploys', async () => {
  const env = {
    ...s3,
    METAFLOW_USER: 'ana',
    METAFLOW_DEFAULT_NAMESPACE: 'user:ana',
    AWS_SECRET_ACCESS_KEY: 'secret',
    METAFLOW_S3_ENDPOINT_URL: 'http://minio:9000',
  };
  const options = { image, kubernetesConnId: 'k8s', secretConnection: ['aws'] };
  expect(await deploymentOf(planWith({ start: [] }), options, env)).toEqual({
    compute: 'kubernetes',
    image,
    images: {},
    variables: { ...s3, METAFLOW_S3_ENDPOINT_URL: 'http://minio:9000' },
    deferrable: false,
    connection: 'k8s',
    secretConnections: ['aws'],
  });
});

test('containers of Docker are told the same, and run on the base of all', async () => {
  const plan = { parts: [{ kind: 'task', name: 'start' }] } as unknown as Plan;
  const env = { ...s3, AWS_SECRET_ACCESS_KEY: 'secret', METAFLOW_KUBERNETES_CONTAINER_IMAGE: 'ghcr.io/films/node:1' };
  const options = {
    dockerNetwork: 'flows',
    dockerConnId: 'registry',
    kubernetesConnId: 'k8s',
    secretConnection: ['aws'],
  };
  expect(await deploymentOf(plan, options, env, 'docker')).toEqual({
    compute: 'docker',
    image: 'on ghcr.io/films/node:1',
    variables: s3,
    network: 'flows',
    connection: 'registry',
    secretConnections: ['aws'],
  });
  await expect(deploymentOf(plan, {}, {}, 'docker')).rejects.toMatchObject({ code: 'MF6041' });
});

test('a step that names an image has the flow on top of that one', async () => {
  const steps = { start: [], train: [{ name: 'kubernetes', attributes: { image: 'ghcr.io/films/gpu:1' } }] };
  expect(await deploymentOf(planWith(steps), {}, s3)).toMatchObject({
    image: 'on undefined',
    images: { train: 'on ghcr.io/films/gpu:1' },
  });
  expect(await deploymentOf(planWith(steps), { image }, s3)).toMatchObject({
    image,
    images: { train: 'on ghcr.io/films/gpu:1' },
  });
});

test('the image of the configuration is what the image of the flow is made on', async () => {
  const env = { ...s3, METAFLOW_KUBERNETES_CONTAINER_IMAGE: 'ghcr.io/films/node:1' };
  expect(await deploymentOf(planWith({ start: [] }, env), {}, env)).toMatchObject({
    image: 'on ghcr.io/films/node:1',
    images: {},
  });
});

test.each([
  [{}, { image }, 'MF6041', /the datastore is local/],
  [{ METAFLOW_DEFAULT_DATASTORE: 's3' }, { image }, 'MF6041', /does not say where/],
  [s3, { image: 'registry.example.com/flows:latest' }, 'MF6042', /flows:latest has no digest/],
])('with %j and %j it is %s', async (env, options, code, message) => {
  const failure = deploymentOf(planWith({ start: [] }), options, env as NodeJS.ProcessEnv);
  await expect(failure).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
});

test('images have to go somewhere', async () => {
  const flow = { ir: { name: 'F' } } as RunnableFlow;
  const failure = pushedImages(flow, [], {}, ioWith({}))(new Set([undefined]));
  await expect(failure).rejects.toMatchObject({ code: 'MF6043' });
});
