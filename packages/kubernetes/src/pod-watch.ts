import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { call, type Cluster } from './cluster';

/** Kubernetes' label for the job that a pod is of. */
const jobLabel = 'job-name';
/** How long one watch lasts: a connection that is dead without knowing is replaced after that. */
const watchSeconds = 240;
const longestPause = 10_000;

/** Told how the pod of a job stands, and that it is gone: undefined. */
export type PodListener = (pod: V1Pod | undefined) => void;

/** Sees how the pods of a run change, with one connection for each namespace, and tells whoever waits for one. */
export class PodWatch {
  readonly #listeners = new Map<string, PodListener>();
  readonly #known = new Set<string>();
  readonly #closing = new AbortController();
  #connection: AbortController | undefined;
  #running: Promise<void> | undefined;

  /** @param selector labels that the pods have */
  constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
    private readonly selector: string,
    private readonly onFailure: (error: Error) => void,
  ) {}

  /** Calls back with every change of a job's pod, until the function that is returned is called. */
  listen(job: string, listener: PodListener): () => void {
    this.#listeners.set(job, listener);
    // One that has failed is begun anew for whoever comes after.
    this.#running ??= this.#run()
      .catch((error: unknown) => this.onFailure(error as Error))
      .finally(() => (this.#running = undefined));
    return () => {
      this.#listeners.delete(job);
      this.#known.delete(job);
    };
  }

  /** Resolves when nothing is asked of the cluster any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#connection?.abort();
    await this.#running;
  }

  /** @throws ClusterRefusedError, and ClusterUnreachableError when even that does not help */
  async #run(): Promise<void> {
    const { signal } = this.#closing;
    let pause = 0;
    while (!signal.aborted) {
      const version = await this.#list();
      if (signal.aborted) return;
      const began = Date.now();
      await this.#watch(version);
      // A watch that ends at once may do so again and again.
      pause = Date.now() - began > 1000 ? 0 : Math.min(Math.max(100, pause * 2), longestPause);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Tells how all pods stand. @returns the version that a watch goes on from */
  async #list(): Promise<string | undefined> {
    const { namespace, selector } = this;
    const { items, metadata } = await call(`list pods in namespace ${namespace}`, () =>
      this.cluster.core.listNamespacedPod({ namespace, labelSelector: selector }),
    );
    const there = new Set(items.map((pod) => this.#changed(pod)));
    for (const job of [...this.#known]) if (!there.has(job)) this.#gone(job);
    return metadata?.resourceVersion;
  }

  /** Resolves when the watch is over, for whatever reason: the next one begins with a list. */
  async #watch(resourceVersion: string | undefined): Promise<void> {
    const { Watch } = await import('@kubernetes/client-node');
    const query = { labelSelector: this.selector, resourceVersion, timeoutSeconds: watchSeconds };
    await new Promise<void>((over) => {
      new Watch(this.cluster.config)
        .watch(
          `/api/v1/namespaces/${this.namespace}/pods`,
          query,
          (type: string, pod: V1Pod) => {
            if (type === 'DELETED') this.#gone(jobOfPod(pod));
            else if (type === 'ADDED' || type === 'MODIFIED') this.#changed(pod);
          },
          () => over(),
        )
        .then(
          (connection) => {
            this.#connection = connection;
            // It may have come after the end.
            if (this.#closing.signal.aborted) connection.abort();
          },
          () => over(),
        );
    });
  }

  #changed(pod: V1Pod): string | undefined {
    const job = jobOfPod(pod);
    const listener = job === undefined ? undefined : this.#listeners.get(job);
    if (job !== undefined && listener) {
      this.#known.add(job);
      listener(pod);
    }
    return job;
  }

  #gone(job: string | undefined): void {
    if (job === undefined || !this.#known.delete(job)) return;
    this.#listeners.get(job)?.(undefined);
  }
}

function jobOfPod(pod: V1Pod): string | undefined {
  return pod.metadata?.labels?.[jobLabel];
}
