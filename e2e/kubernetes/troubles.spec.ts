import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startFaultServer } from '../fault-server';
import { openApiDoor } from './api-door';
import { hostAddress, kubectl } from './cluster';
import { freezePod } from './freeze-pod';
import { PodRun } from './pod-run';
import { openRegistryDoor } from './registry-door';
import { suite } from './suite';

const flow = 'e2e/kubernetes/flows/pod-troubles.flow.ts';
const retry = (times: number): string[] => ['--with', `retry:times=${times},minutes_between_retries=0`];

test.concurrent('a pod that is deleted in mid-step is tried again in another one', async () => {
  const run = (await PodRun.open()).start('run', flow, '--what', 'once', ...retry(1));
  await run.says('attempt 0');
  const [pod] = await run.pods();
  await kubectl(['-n', suite().namespace, 'delete', 'pod', pod!.metadata.name, '--grace-period=1', '--wait=false']);
  expect([await run.ended, run.printed]).toEqual([0, expect.stringContaining('Task is starting (retry)') as string]);
  const { data, tasks } = await run.read('PodTroublesFlow');
  expect(data).toMatchObject({ attempts: 2 });
  expect(data?.['pod']).not.toBe(pod!.metadata.name);
  expect(tasks['start/1']).toMatchObject({ successful: true, attempt: 1, stdout: 'attempt 1\n' });
  // The last step has no @kubernetes.
  expect(tasks['end/2']).toMatchObject({ stdout: 'on this machine\n' });
  await run.close();
});

test.concurrent('a step that takes too much memory fails with advice, and what it printed can be read', async () => {
  const run = (await PodRun.open()).start('run', flow, '--what', 'memory', ...retry(1));
  expect(await run.ended).toBe(1);
  expect(run.printed).toMatch(/Task failed: Pod start-\S+ ran out of memory, of which it may have 160M \(OOMKilled\)/);
  expect(run.printed).toContain('error MF9010');
  expect(run.printed).toContain('@resources({ memory: ... })');
  // A process that is killed leaves no more than what it has printed.
  const logs = run.another();
  expect(await logs.start('logs', flow, `${run.id}/start/1`).ended).toBe(0);
  expect(logs.printed).toContain('attempt 1\n');
  expect(logs.printed).toContain('OOMKilled');
  await run.close();
});

test.concurrent('a pod that is evicted, since it fills the disk, is tried again in another one', async () => {
  const run = (await PodRun.open()).start('run', flow, '--what', 'disk', ...retry(1));
  expect([await run.ended, run.printed]).toEqual([0, expect.stringContaining('Task is starting (retry)') as string]);
  expect(run.printed).toMatch(/Task failed: Pod start-\S+ was evicted \(Evicted\): .*ephemeral.* 200M\.\n/);
  expect(run.printed).not.toContain('retrieve container logs');
  const { data, tasks } = await run.read('PodTroublesFlow');
  expect(data).toMatchObject({ attempts: 2 });
  expect(tasks['start/1']).toMatchObject({ successful: true, attempt: 1 });
  await run.close();
});

test.concurrent('what kills a pod is handled by @catchError, on the machine of the scheduler', async () => {
  const run = (await PodRun.open()).start('run', flow, '--what', 'memory', '--with', 'catch:var=failure');
  expect([await run.ended, run.printed]).toEqual([0, expect.stringContaining('Task fallback is starting') as string]);
  const dump = run.another();
  expect(await dump.start('dump', flow, `${run.id}/start/1`, '--include', 'failure').ended).toBe(0);
  expect(dump.printed).toContain('FailureHandledByCatch');
  await run.close();
});

test.concurrent('a registry that is away when a node wants the image fails the run', async () => {
  // A registry that is there for the push, and away when the node wants the image.
  const door = await openRegistryDoor();
  const run = await PodRun.open({
    METAFLOW_KUBERNETES_CONTAINER_REGISTRY: `localhost:${door.port}`,
    METAFLOW_KUBERNETES_START_TIMEOUT_SECONDS: '8',
  });
  run.start('run', flow, '--what', 'talk', ...retry(2));
  await run.says('Workflow starting');
  await door.close();
  expect(await run.ended).toBe(1);
  expect(run.printed).toContain('error MF9012');
  expect(run.printed).toMatch(/Task is waiting to start \((ErrImagePull|ImagePullBackOff)/);
  expect(run.printed).not.toContain('(retry)');
  await run.idle();
  await run.close();
});

test.concurrent('a pod whose time is over is ended by Kubernetes, whatever its processes do', async () => {
  const run = (await PodRun.open()).start('run', flow, '--what', 'wait', '--with', 'timeout:seconds=100');
  await run.says('attempt 0');
  const [pod] = await run.pods();
  // That of the step, and some minutes for what is around it.
  expect(pod!.spec['activeDeadlineSeconds']).toBe(400);
  await freezePod(pod!.metadata.uid);
  const sooner = JSON.stringify({ spec: { activeDeadlineSeconds: 1 } });
  await kubectl(['-n', suite().namespace, 'patch', 'pod', pod!.metadata.name, '--type=merge', '-p', sooner]);
  expect(await run.ended).toBe(1);
  expect(run.printed).toMatch(
    /Task failed: Pod start-\S+ was still at work when its time was over \(DeadlineExceeded\)/,
  );
  expect(run.printed).toContain('error MF9015');
  await run.idle();
  await run.close();
});

test.concurrent('an API server that is away for a while is waited for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mf-door-'));
  const { door, kubeconfig } = await openApiDoor(folder);
  const run = await PodRun.open({ KUBECONFIG: kubeconfig });
  run.start('run', flow, '--what', 'linger');
  await run.says('attempt 0');
  await door.close();
  // The pod ends in the meantime.
  await sleep(15_000);
  expect(run.printed).not.toContain('Task finished');
  await door.open();
  expect([await run.ended, run.printed]).toEqual([0, expect.stringContaining('Done!') as string]);
  expect(run.printed.match(/attempt \d/g)).toEqual(['attempt 0']);
  await run.close();
  await door.close();
  await rm(folder, { recursive: true });
});

test.concurrent('a pod that no node takes is waited for, and given up', async () => {
  const run = await PodRun.open({ METAFLOW_KUBERNETES_START_TIMEOUT_SECONDS: '5' });
  run.start('run', flow, '--what', 'talk', '--with', 'resources:cpu=500,gpu=9');
  expect(await run.ended).toBe(1);
  expect(run.printed).toMatch(
    /Task is waiting to start \(Unschedulable: .*Insufficient cpu, .*Insufficient nvidia\.com\/gpu/,
  );
  expect(run.printed).toContain('error MF9013');
  await run.idle();
  await run.close();
});

test.concurrent('a secret that is not there is named', async () => {
  const run = await PodRun.open({ METAFLOW_KUBERNETES_SECRETS: 's3,nowhere' });
  expect(await run.start('run', flow, '--what', 'talk').ended).toBe(1);
  expect(run.printed).toMatch(/error MF9014 .*secret "nowhere" not found/);
  await run.idle();
  await run.close();
});

test.concurrent('a service account that is not there is named', async () => {
  const run = await PodRun.open({
    METAFLOW_KUBERNETES_SERVICE_ACCOUNT: 'nobody',
    METAFLOW_KUBERNETES_START_TIMEOUT_SECONDS: '5',
  });
  expect(await run.start('run', flow, '--what', 'talk').ended).toBe(1);
  expect(run.printed).toMatch(/error MF9017 .*serviceaccount "nobody" not found/);
  await run.close();
});

test.concurrent(
  'S3 that is busy or fails for a while does no harm, and all that is printed is shown once',
  async () => {
    const gate = await startFaultServer(suite().s3, hostAddress);
    const run = await PodRun.open({ METAFLOW_S3_ENDPOINT_URL: gate.url });
    run.start('run', flow, '--what', 'talk');
    await run.says('Workflow starting');
    const busy = { status: 503, code: 'SlowDown' } as const;
    const broken = { status: 500, code: 'InternalError' } as const;
    // Two of five requests fail, in whatever order they come.
    const timer = setInterval(() => {
      if (gate.faults.length === 0) gate.faults.push(busy, undefined, broken, undefined, undefined);
    }, 100);
    const code = await run.ended;
    clearInterval(timer);
    await gate.stop();
    expect([code, run.printed]).toEqual([0, expect.stringContaining('Done!') as string]);
    const shown = [...run.printed.matchAll(/\] line (\d+)\n/g)].map(([, number]) => Number(number));
    expect(shown).toEqual(Array.from({ length: 2000 }, (_none, index) => index));
    const logs = run.another(suite().s3);
    expect(await logs.start('logs', flow, `${run.id}/start/1`, '--stdout').ended).toBe(0);
    expect(logs.printed.split('\n')).toHaveLength(2002);
    await run.close();
  },
);
