import type { V1ContainerState, V1Pod, V1PodStatus } from '@kubernetes/client-node';
import { podState } from './pod-state';

function pod(status: V1PodStatus, state?: V1ContainerState): V1Pod {
  const container = { name: 'start', image: 'i', imageID: '', ready: false, restartCount: 0 };
  return {
    metadata: { name: 'start-1-a' },
    spec: { containers: [{ name: 'start', image: 'r/flows:1', resources: { limits: { memory: '64M' } } }] },
    status: { ...status, ...(state && { containerStatuses: [{ ...container, state }] }) },
  };
}
const waiting = (reason: string, message?: string): V1ContainerState => ({
  waiting: { reason, ...(message !== undefined && { message }) },
});
const terminated = (exitCode: number, reason: string): V1ContainerState => ({ terminated: { exitCode, reason } });

test('a pod waits, runs and ends', () => {
  expect(podState(pod({ phase: 'Pending' }))).toEqual({ phase: 'waiting', reason: 'Pending' });
  expect(podState(pod({ phase: 'Pending' }, waiting('ContainerCreating')))).toEqual({
    ...{ phase: 'waiting', reason: 'ContainerCreating' },
  });
  expect(podState(pod({ phase: 'Running' }, { running: {} }))).toEqual({ phase: 'running' });
  expect(podState(pod({ phase: 'Succeeded' }, terminated(0, 'Completed')))).toEqual({ phase: 'ended', exitCode: 0 });
  // The container is over before the pod is.
  expect(podState(pod({ phase: 'Running' }, terminated(0, 'Completed')))).toEqual({ phase: 'ended', exitCode: 0 });
});

test.each([
  ['ErrImagePull', 'manifest unknown: not found', 'MF9012', 0],
  ['ImagePullBackOff', 'Back-off pulling image: unauthorized', 'MF9012', 0],
  ['ErrImagePull', 'dial tcp: connection refused', 'MF9012', 300],
  ['InvalidImageName', 'bad', 'MF9012', 0],
  ['CreateContainerConfigError', 'secret "s3" not found', 'MF9014', 10],
  ['CreateContainerError', 'no command', 'MF9014', 60],
])('%s (%s) becomes %s after %s seconds', (reason, message, code, patience) => {
  expect(podState(pod({ phase: 'Pending' }, waiting(reason, message)))).toMatchObject({
    phase: 'waiting',
    reason: `${reason}: ${message}`,
    trouble: { patience, error: { code, message: expect.stringContaining(message) as string } },
  });
});

test('a pod that no node takes may wait as long as any', () => {
  const status: V1PodStatus = {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes' }],
  };
  const state = podState(pod(status));
  expect(state).toMatchObject({ phase: 'waiting', trouble: { reason: 'Unschedulable', error: { code: 'MF9013' } } });
  expect(state).not.toHaveProperty('trouble.patience');
});

test.each<[V1PodStatus, V1ContainerState | undefined, object]>([
  [{}, terminated(137, 'OOMKilled'), { exitCode: 137, error: { code: 'MF9010' } }],
  [{ reason: 'Evicted', message: 'low on memory' }, undefined, { exitCode: 1, error: { code: 'MF9011' } }],
  [{ reason: 'DeadlineExceeded' }, terminated(137, 'Error'), { exitCode: 137, error: { code: 'MF9015' } }],
  [
    { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager' }] },
    terminated(143, 'Error'),
    { exitCode: 143, error: { code: 'MF9011' } },
  ],
  [{}, terminated(139, 'Error'), { exitCode: 139, error: { code: 'MF9018' } }],
  [{}, terminated(128, 'StartError'), { exitCode: 128, error: { code: 'MF9018' } }],
])('%j with %j ended so', (status, state, end) => {
  expect(podState(pod({ phase: 'Failed', ...status }, state))).toMatchObject({ phase: 'ended', ...end });
});

test('of a task that has failed by itself there is nothing more to say', () => {
  expect(podState(pod({ phase: 'Failed' }, terminated(1, 'Error')))).toEqual({ phase: 'ended', exitCode: 1 });
});

test('a task that was stopped because its pod was deleted has not failed by itself', () => {
  const stopped = pod({ phase: 'Running' }, terminated(1, 'Error'));
  const deleted = { ...stopped, metadata: { ...stopped.metadata, deletionTimestamp: new Date() } };
  expect(podState(deleted)).toMatchObject({ phase: 'ended', exitCode: 1, error: { code: 'MF9016' } });
});
