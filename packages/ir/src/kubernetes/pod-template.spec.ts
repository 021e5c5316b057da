import type { JsonObject } from '../json';
import { readKubernetesConfiguration } from './kubernetes-configuration';
import { containerName, podTemplate } from './pod-template';
import { stepKubernetes } from './step-kubernetes';

function template(attributes: JsonObject, environment: Record<string, string> = {}) {
  const configuration = readKubernetesConfiguration(environment);
  const kubernetes = stepKubernetes([{ name: 'kubernetes', attributes }], [], configuration)!;
  return podTemplate({
    ...{ step: 'trainModel', kubernetes, image: 'registry/flow@sha256:1', args: ['step', 'trainModel', '$(A)'] },
    ...{ variables: { A: 'a', B: 'pay $(A)' }, deadlineSeconds: 60 },
    annotations: { 'metaflow/run_id': '17' },
  });
}
const container = (...given: Parameters<typeof template>) => template(...given).spec.containers[0];

test('without attributes a pod asks for what Metaflow asks for', () => {
  const { metadata, spec } = template({});
  expect(metadata).toEqual({
    labels: { 'app.kubernetes.io/name': 'metaflow-task', 'app.kubernetes.io/part-of': 'metaflow' },
    annotations: { 'metaflow/run_id': '17' },
  });
  expect(spec).toMatchObject({ restartPolicy: 'Never', activeDeadlineSeconds: 60 });
  expect(Object.keys(spec)).not.toContain('serviceAccountName');
  expect(spec.containers[0]).toMatchObject({
    name: 'train-model',
    image: 'registry/flow@sha256:1',
    args: ['step', 'trainModel', '$$(A)'],
    resources: { requests: { cpu: '1', memory: '4096M', 'ephemeral-storage': '10240M' }, limits: {} },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  });
});

test('variables are told as they are', () => {
  const { env } = container({});
  expect(env).toContainEqual({ name: 'A', value: 'a' });
  expect(env).toContainEqual({ name: 'B', value: 'pay $$(A)' });
  expect(env).toContainEqual({
    name: 'METAFLOW_KUBERNETES_POD_NAME',
    valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
  });
});

test.each<[JsonObject, object]>([
  [{ service_account: 'trainer' }, { serviceAccountName: 'trainer' }],
  [{ image_pull_secrets: ['a', 'b'] }, { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] }],
  [{ node_selector: { disk: 'ssd' } }, { nodeSelector: { disk: 'ssd' } }],
  [{ node_selector: 'disk=ssd,arch=arm64' }, { nodeSelector: { disk: 'ssd', arch: 'arm64' } }],
  [{ compute_pool: 'big' }, { nodeSelector: { 'outerbounds.co/compute-pool': 'big' } }],
  [
    { tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute', toleration_seconds: 5 }] },
    { tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }] },
  ],
])('%j is the pod %j', (attributes, pod) => {
  expect(template(attributes).spec).toMatchObject(pod);
});

test.each<[JsonObject, object]>([
  [{ image_pull_policy: 'always' }, { imagePullPolicy: 'Always' }],
  [{ secrets: 'db' }, { envFrom: [{ secretRef: { name: 'db' } }] }],
  [{ secrets: ['db', 's3'] }, { envFrom: [{ secretRef: { name: 'db' } }, { secretRef: { name: 's3' } }] }],
  [{ gpu: 2 }, { resources: { limits: { 'nvidia.com/gpu': '2' } } }],
  [{ gpu: 0, gpu_vendor: 'AMD' }, { resources: { limits: { 'amd.com/gpu': '0' } } }],
  [
    { qos: 'guaranteed', cpu: 0.5, memory: 100, disk: 200 },
    {
      resources: {
        requests: { cpu: '0.5', memory: '100M', 'ephemeral-storage': '200M' },
        limits: { cpu: '0.5', memory: '100M', 'ephemeral-storage': '200M' },
      },
    },
  ],
  [{ extended_resources: { 'example.com/fpga': 1 } }, { resources: { limits: { 'example.com/fpga': '1' } } }],
  [{ port: 8080 }, { ports: [{ containerPort: 8080 }] }],
  [
    { security_context: { run_as_user: 1000, run_as_non_root: true, privileged: null } },
    { securityContext: { runAsUser: 1000, runAsNonRoot: true } },
  ],
])('%j is the container %j', (attributes, expected) => {
  expect(container(attributes)).toMatchObject(expected);
});

test('volumes are mounted where they were asked for', () => {
  const { spec } = template({
    use_tmpfs: true,
    memory: 1000,
    tmpfs_path: '/scratch',
    shared_memory: 64,
    persistent_volume_claims: { 'my.data': '/data' },
  });
  expect(spec.volumes).toEqual([
    { name: 'tmpfs-ephemeral-volume', emptyDir: { medium: 'Memory', sizeLimit: '500Mi' } },
    { name: 'dhsm', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
    { name: 'my-data', persistentVolumeClaim: { claimName: 'my.data' } },
    { name: 'tmp', emptyDir: {} },
  ]);
  expect(spec.containers[0].volumeMounts.map(({ mountPath }) => mountPath)).toEqual([
    ...['/scratch', '/dev/shm', '/data', '/tmp'],
  ]);
  expect(spec.containers[0].env).toContainEqual({ name: 'METAFLOW_TEMPDIR', value: '/scratch' });
  expect(container({ tmpfs_size: 5, tmpfs_tempdir: false }).env).not.toContainEqual(
    expect.objectContaining({ name: 'METAFLOW_TEMPDIR' }),
  );
});

test('a claim at /tmp takes the place of the temporary folder', () => {
  expect(template({ persistent_volume_claims: { data: '/tmp' } }).spec.volumes).toEqual([
    { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
  ]);
});

test('the configuration stands in for what is left out, and adds labels, annotations and secrets', () => {
  const environment = {
    METAFLOW_KUBERNETES_NAMESPACE: 'flows',
    METAFLOW_KUBERNETES_SERVICE_ACCOUNT: 'runner',
    METAFLOW_KUBERNETES_SECRETS: 's3,db',
    METAFLOW_KUBERNETES_LABELS: 'team=a,cost=1',
    METAFLOW_KUBERNETES_ANNOTATIONS: 'note=x',
    METAFLOW_KUBERNETES_TOLERATIONS: '[{"key": "spot", "operator": "Exists"}]',
    METAFLOW_KUBERNETES_MEMORY: '512',
    METAFLOW_KUBERNETES_CPU: '3',
  };
  const { metadata, spec } = template({ labels: { cost: '2' }, secrets: ['own'], memory: '4096', cpu: 2 }, environment);
  expect(metadata).toMatchObject({ labels: { team: 'a', cost: '2' }, annotations: { note: 'x' } });
  expect(spec).toMatchObject({ serviceAccountName: 'runner', tolerations: [{ key: 'spot', operator: 'Exists' }] });
  expect(spec.containers[0]).toMatchObject({
    envFrom: [{ secretRef: { name: 'own' } }, { secretRef: { name: 's3' } }, { secretRef: { name: 'db' } }],
    // What is written out as Metaflow's default is as good as left out.
    resources: { requests: { cpu: '2', memory: '512M' } },
  });
});

test.each([
  [{ METAFLOW_KUBERNETES_TOLERATIONS: '{' }, /METAFLOW_KUBERNETES_TOLERATIONS cannot be used: it is no JSON/],
  [{ METAFLOW_KUBERNETES_NAMESPACE: 'A' }, /METAFLOW_KUBERNETES_NAMESPACE cannot be used: it must be a name of lower/],
  [{ METAFLOW_KUBERNETES_LABELS: 'a=$' }, /METAFLOW_KUBERNETES_LABELS cannot be used/],
  [{ METAFLOW_KUBERNETES_PORT: 'x' }, /METAFLOW_KUBERNETES_PORT cannot be used: it must be a whole number/],
])('%j is refused', (environment, message) => {
  expect(() => readKubernetesConfiguration(environment as unknown as Record<string, string>)).toThrow(message);
});

test.each([
  ['start', 'start'],
  ['join_all', 'join-all'],
  ['trainXGBoost2', 'train-xgboost2'],
  ['$', 'step'],
  [`${'a'.repeat(62)}_b`, 'a'.repeat(62)],
])('the container of step %s is %s', (step, name) => {
  expect(containerName(step)).toBe(name);
});
