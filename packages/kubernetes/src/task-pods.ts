import type { V1Pod } from '@kubernetes/client-node';
import { call, type Cluster, ifThere } from './cluster';

/** A pod of a task, of ours or of Metaflow's. */
export interface TaskPod {
  readonly name: string;
  readonly namespace: string;
  readonly job: string | undefined;
  readonly run: string;
  readonly step: string;
  readonly task: string;
  readonly attempt: string;
  readonly user: string;
  /** As Kubernetes calls it: `Pending`, `Running`, `Unknown`. */
  readonly phase: string;
  readonly startedAt: Date | undefined;
}

/** Which pods are meant: those of a flow, of one of its runs, of a user. */
export interface TaskPodFilter {
  readonly flow: string;
  readonly run?: string;
  readonly user?: string;
}

const pageSize = 500;

/**
 * The pods of tasks that have not ended, oldest first.
 *
 * @throws ClusterRefusedError, ClusterUnreachableError
 */
export async function listPods(cluster: Cluster, namespace: string, filter: TaskPodFilter): Promise<TaskPod[]> {
  const found: TaskPod[] = [];
  let next: string | undefined;
  do {
    const page = await call(`list pods in namespace ${namespace}`, () =>
      cluster.core.listNamespacedPod({
        namespace,
        limit: pageSize,
        fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
        ...(next !== undefined && { _continue: next }),
      }),
    );
    found.push(...page.items.filter((pod) => isMeant(pod, filter)).map(taskPod));
    next = page.metadata?._continue || undefined;
  } while (next !== undefined);
  return found.sort((a, b) => (a.startedAt?.getTime() ?? Infinity) - (b.startedAt?.getTime() ?? Infinity));
}

/**
 * Ends pods: with their jobs, where they have one.
 *
 * @throws ClusterRefusedError, ClusterUnreachableError
 */
export async function killPods(cluster: Cluster, pods: readonly TaskPod[]): Promise<void> {
  await Promise.all(
    pods.map(async ({ name, namespace, job }) => {
      if (job === undefined) {
        await ifThere(`delete pod ${name}`, () => cluster.core.deleteNamespacedPod({ name, namespace }));
        return;
      }
      await ifThere(`delete job ${job}`, () =>
        cluster.batch.deleteNamespacedJob({ name: job, namespace, propagationPolicy: 'Background' }),
      );
    }),
  );
}

function isMeant(pod: V1Pod, { flow, run, user }: TaskPodFilter): boolean {
  const facts = pod.metadata?.annotations ?? {};
  return (
    facts['metaflow/flow_name'] === flow &&
    (run === undefined || facts['metaflow/run_id'] === run) &&
    (user === undefined || facts['metaflow/user'] === user)
  );
}

function taskPod({ metadata = {}, status = {} }: V1Pod): TaskPod {
  const fact = (name: string): string => metadata.annotations?.[`metaflow/${name}`] ?? '';
  return {
    name: metadata.name ?? '',
    namespace: metadata.namespace ?? '',
    job: metadata.labels?.['job-name'],
    run: fact('run_id'),
    step: fact('step_name'),
    task: fact('task_id'),
    attempt: fact('attempt'),
    user: fact('user'),
    phase: status.phase ?? 'Unknown',
    startedAt: status.startTime && new Date(status.startTime),
  };
}
