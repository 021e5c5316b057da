import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apply, kubectl } from './cluster';
import { PodRun } from './pod-run';
import { suite } from './suite';

const flow = 'e2e/kubernetes/flows/pod-troubles.flow.ts';

/** What a team has set. */
const attributes = {
  METAFLOW_KUBERNETES_LABELS: 'team=flows',
  METAFLOW_KUBERNETES_ANNOTATIONS: 'note=from the environment',
  METAFLOW_KUBERNETES_NODE_SELECTOR: 'kubernetes.io/os=linux',
  METAFLOW_KUBERNETES_TOLERATIONS: '[{"key": "spot", "operator": "Exists"}]',
  METAFLOW_KUBERNETES_SHARED_MEMORY: '24',
  METAFLOW_KUBERNETES_SERVICE_ACCOUNT: 'runner',
};

test.concurrent('what a step asks for is what it gets', async () => {
  await kubectl(['-n', suite().namespace, 'create', 'serviceaccount', 'runner']);
  await advertiseGpu();
  const volume = await claimVolume('on.this-node');
  const run = await PodRun.open(attributes);
  run.start('run', 'e2e/kubernetes/flows/pod-facts.flow.ts');
  await run.says('looking');
  const [pod] = await run.pods();
  expect(pod?.metadata).toMatchObject({
    labels: { team: 'flows', own: 'yes', 'app.kubernetes.io/part-of': 'metaflow' },
    annotations: {
      ...{ note: 'from the environment', 'metaflow/flow_name': 'PodFactsFlow', 'metaflow/run_id': run.id },
      ...{ 'metaflow/step_name': 'start', 'metaflow/attempt': '0', 'metaflow/user': 'tester' },
    },
  });
  expect(pod?.spec).toMatchObject({
    serviceAccountName: 'runner',
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: expect.arrayContaining([{ key: 'spot', operator: 'Exists' }]) as unknown,
    // That of @timeout, and five minutes for the task to say that its time was over.
    activeDeadlineSeconds: 900,
    containers: [
      {
        name: 'start',
        image: expect.stringMatching(/^localhost:5000\/flows@sha256:[0-9a-f]{64}$/) as string,
        resources: {
          requests: { cpu: '100m', memory: '200M', 'ephemeral-storage': '250M', 'nvidia.com/gpu': '1' },
          limits: { cpu: '100m', memory: '200M', 'ephemeral-storage': '250M', 'nvidia.com/gpu': '1' },
        },
      },
    ],
  });
  // Nobody who may look at pods sees what opens the datastore.
  expect(JSON.stringify(pod?.spec)).not.toContain('AWS_SECRET_ACCESS_KEY');
  expect([await run.ended, run.printed]).toEqual([0, expect.stringContaining('Done!') as string]);
  const { data } = await run.read('PodFactsFlow');
  expect(data?.['facts']).toEqual({
    ...{ user: 1234, tempdir: '/scratch', written: 'yes', tmpfs: 16, sharedMemory: 24 },
    ...{ greeting: 'hello', node: '10.244.0.1', quoted: '$(HOME) "and" more' },
  });
  expect(await readFile(join(volume, 'for-later'), 'utf8')).toBe('outlives the pod');
  await run.close();
});

test.concurrent('no more pods run at a time than there may be workers', async () => {
  const run = (await PodRun.open()).start(
    ...['run', 'e2e/s3/flows/large-squares.flow.ts', '--limit', '2', '--with', 'kubernetes', '--max-workers', '1'],
  );
  expect([await run.ended, run.printed]).toEqual([0, expect.stringContaining('Done!') as string]);
  const events = [...run.printed.matchAll(/\/work\/(\d+) .*?(Task is starting|Task finished|Task failed)/g)];
  // One after another: whatever starts ends before the next one starts.
  expect(events.map(([, task, what]) => [task, what === 'Task is starting'])).toEqual([
    ...[
      ['2', true],
      ['2', false],
      ['3', true],
      ['3', false],
      ['3', true],
      ['3', false],
    ],
  ]);
  await run.close();
});

test.concurrent('what is missing for a run is said before it begins', async () => {
  const nowhere = await PodRun.open({ KUBECONFIG: '', HOME: '/nonexistent' });
  expect(await nowhere.start('run', flow, '--what', 'talk').ended).toBe(1);
  expect(nowhere.printed).toContain('MF9002');
  expect(await nowhere.start('run', flow, '--what', 'talk', '--datastore', 'local').ended).toBe(1);
  expect(nowhere.printed).toMatch(/MF9005 .*Step start runs on Kubernetes/);
  await nowhere.close();
  const homeless = await PodRun.open({ METAFLOW_KUBERNETES_CONTAINER_REGISTRY: '' });
  expect(await homeless.start('run', flow, '--what', 'talk').ended).toBe(1);
  expect(homeless.printed).toContain('MF9006');
  expect(homeless.printed).not.toContain('Workflow starting');
  await homeless.close();
});

/** Has the node say that there is a GPU on it, as the plugin of a vendor does. */
async function advertiseGpu(): Promise<void> {
  const { items } = JSON.parse(await kubectl(['get', 'nodes', '-o', 'json'])) as {
    items: readonly { metadata: { name: string } }[];
  };
  const patch = [{ op: 'add', path: '/status/capacity/nvidia.com~1gpu', value: '1' }];
  const node = items[0]?.metadata.name ?? '';
  await kubectl(['patch', 'node', node, '--subresource=status', '--type=json', '-p', JSON.stringify(patch)]);
}

/** Folders of this node by the names that Kubernetes has for them. */
const volumes = new Map<string, string>();
afterAll(async () => {
  for (const [name, folder] of volumes) {
    await kubectl(['delete', 'persistentvolume', name, '--wait=false']);
    await rm(folder, { recursive: true });
  }
});

/** Has a claim lead to a folder of this node. @returns the folder */
async function claimVolume(claim: string): Promise<string> {
  const { namespace } = suite();
  const path = await mkdtemp(join(tmpdir(), 'mf-volume-'));
  await chmod(path, 0o777);
  const name = `${namespace}-${claim}`;
  volumes.set(name, path);
  const storage = { accessModes: ['ReadWriteOnce'], storageClassName: '' };
  await apply(
    {
      ...{ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name } },
      spec: {
        ...storage,
        capacity: { storage: '10Mi' },
        hostPath: { path },
        claimRef: { namespace, name: claim },
      },
    },
    {
      ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: claim, namespace } },
      spec: { ...storage, resources: { requests: { storage: '10Mi' } }, volumeName: name },
    },
  );
  return path;
}
