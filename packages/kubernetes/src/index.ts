export { type Cluster, openCluster } from './cluster';
export * from './errors';
export { type PodAttempt, type PodEnd, type PodEvents, type PodTimes } from './pod-attempt';
export { type PodOrder, PodRunner } from './pod-runner';
export { killPods, listPods, type TaskPod } from './task-pods';
