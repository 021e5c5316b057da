import type { V1Job } from '@kubernetes/client-node';
import type { PodTemplate } from '@mf/ir';

/** One attempt of a task as a job of one pod. */
export interface JobRequest {
  readonly name: string;
  readonly namespace: string;
  readonly template: PodTemplate;
  /** How long the job goes on when nobody renews that. */
  readonly leaseSeconds: number;
  /** How long a job that is over stays to be looked at. */
  readonly keepSeconds: number;
  /** Labels that whoever waits for the pod finds it by. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The job: one pod and no second one, whatever happens to it, for retries are the scheduler's. Its deadline is a lease: Kubernetes itself
 * ends the pod when the scheduler that has to renew it was killed, wherever the pod stands by then.
 */
export function jobOf({ name, namespace, template, leaseSeconds, keepSeconds, labels }: JobRequest): V1Job {
  const { metadata, spec } = template;
  const all = { ...metadata.labels, ...labels };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels: all, annotations: { ...metadata.annotations } },
    spec: {
      backoffLimit: 0,
      completions: 1,
      parallelism: 1,
      activeDeadlineSeconds: leaseSeconds,
      ttlSecondsAfterFinished: keepSeconds,
      // PodTemplate is V1PodTemplateSpec, but for being read-only.
      template: {
        metadata: { labels: all, annotations: { ...metadata.annotations } },
        spec: spec as unknown as NonNullable<V1Job['spec']>['template']['spec'],
      },
    },
  };
}
