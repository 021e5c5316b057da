import { randomBytes } from 'node:crypto';
import type { PodTemplate } from '@mf/ir';
import type { Cluster } from './cluster';
import { PodAttempt, type PodEvents, type PodTimes } from './pod-attempt';
import { PodWatch } from './pod-watch';

/** By which the pods of one scheduler are told apart from all others. */
const schedulerLabel = 'mf-nx/scheduler';

/** A pod that is to be run. */
export interface PodOrder {
  readonly namespace: string;
  /** Begins the names of job and pod: lower case letters, digits and dashes. */
  readonly prefix: string;
  readonly template: PodTemplate;
}

/** Runs pods to their ends, for one scheduler. */
export class PodRunner {
  readonly #scheduler = randomBytes(5).toString('hex');
  readonly #watches = new Map<string, PodWatch>();
  readonly #running = new Set<PodAttempt>();

  constructor(
    private readonly cluster: Cluster,
    private readonly times: PodTimes,
  ) {}

  /** Starts a pod, and tells what becomes of it. */
  start({ namespace, prefix, template }: PodOrder, events: PodEvents): PodAttempt {
    const labels = { [schedulerLabel]: this.#scheduler };
    const name = `${prefix.slice(0, 40).replace(/-+$/, '')}-${randomBytes(4).toString('hex')}`;
    const { leaseSeconds, keepSeconds } = this.times;
    const attempt = new PodAttempt(
      this.cluster,
      this.#watch(namespace),
      { name, namespace, template, labels, leaseSeconds, keepSeconds },
      this.times,
      events,
    );
    this.#running.add(attempt);
    const forget = (): void => void this.#running.delete(attempt);
    attempt.ended.then(forget, forget);
    return attempt;
  }

  /** Ends the connections to the cluster. */
  async close(): Promise<void> {
    await Promise.all([...this.#watches.values()].map((watch) => watch.close()));
  }

  #watch(namespace: string): PodWatch {
    const known = this.#watches.get(namespace);
    if (known) return known;
    const watch = new PodWatch(this.cluster, namespace, `${schedulerLabel}=${this.#scheduler}`, (error) => {
      for (const attempt of this.#running) if (attempt.namespace === namespace) attempt.fail(error);
    });
    this.#watches.set(namespace, watch);
    return watch;
  }
}
