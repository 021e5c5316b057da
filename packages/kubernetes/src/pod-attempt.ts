import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Pod } from '@kubernetes/client-node';
import { call, type Cluster, ifThere } from './cluster';
import { ClusterRefusedError, type PodError, PodGoneError, PodNotStartedError } from './errors';
import { followLog } from './follow-log';
import { type JobRequest, jobOf } from './job';
import { type PodState, podState, type PodTrouble } from './pod-state';
import type { PodWatch } from './pod-watch';

/** How long things may take, in seconds. */
export interface PodTimes {
  /** Until the pod runs. */
  readonly startSeconds: number;
  /** How long a pod goes on when its scheduler is gone. */
  readonly leaseSeconds: number;
  /** How long a job that failed stays to be looked at. */
  readonly keepSeconds: number;
}

/** Who is told what becomes of a pod. */
export interface PodEvents {
  /** A line that the container printed, with its line end. */
  onLine(line: Buffer): Promise<void>;
  /** What keeps the pod from starting, whenever that has changed. */
  onWaiting(reason: string): void;
  /** It runs, under this name. */
  onRunning(pod: string): void;
  /** Its lines may not be read. */
  onUnreadable(reason: string): void;
}

/** How a pod ended. */
export interface PodEnd {
  readonly exitCode: number;
  /** What is wrong besides what the task itself has printed. */
  readonly error?: PodError;
}

/** How long the end of the log may come after the end of the container. */
const drainMilliseconds = 10_000;
const tickMilliseconds = 1000;
/** From then on it is said why there is no pod yet. */
const quietSeconds = 20;

/** One pod, from the making of its job to its end. */
export class PodAttempt {
  /** @throws ClusterRefusedError, ClusterUnreachableError */
  readonly ended: Promise<PodEnd>;
  #pod: V1Pod | undefined;
  #isGone = false;
  #wake: () => void = () => undefined;
  #failure: Error | undefined;
  #isKilled = false;
  #began = Date.now();
  #trouble: { readonly reason: string; readonly since: number } | undefined;
  #told = '';

  constructor(
    private readonly cluster: Cluster,
    private readonly watch: PodWatch,
    private readonly request: JobRequest,
    private readonly times: PodTimes,
    private readonly events: PodEvents,
  ) {
    this.ended = this.#run();
  }

  get name(): string {
    return this.request.name;
  }

  get namespace(): string {
    return this.request.namespace;
  }

  /** Deletes the pod: its task has a moment to record that it was stopped, or none. */
  kill(isSoft: boolean): void {
    this.#isKilled = true;
    // It is over then, or its lease will end it.
    this.#delete(isSoft).catch(() => undefined);
    this.#wake();
  }

  /** Ends the waiting: nothing can be seen any more. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }

  async #run(): Promise<PodEnd> {
    const unlisten = this.watch.listen(this.name, (pod) => {
      this.#pod = pod ?? this.#pod;
      this.#isGone = pod === undefined;
      this.#wake();
    });
    let stopRenewing = (): void => undefined;
    try {
      await this.#create();
      this.#began = Date.now();
      stopRenewing = this.#renew();
      // The job was not there yet when it was to be deleted.
      if (this.#isKilled) await this.#delete(true);
      const end = await this.#untilEnded();
      // Where that fails, Kubernetes itself does it later: a job that is over has its time.
      if (end.exitCode === 0 || this.#isKilled) await this.#delete(true).catch(() => undefined);
      return end;
    } catch (error) {
      // Nobody would look after the pod any more.
      await this.#delete(false).catch(() => undefined);
      if (error instanceof ClusterRefusedError) return { exitCode: 1, error };
      throw error;
    } finally {
      stopRenewing();
      unlisten();
    }
  }

  async #create(): Promise<void> {
    const { name, namespace } = this.request;
    const body = jobOf(this.request);
    try {
      await call(`create job ${name} in namespace ${namespace}`, () =>
        this.cluster.batch.createNamespacedJob({ namespace, body }),
      );
    } catch (error) {
      // The answer to an earlier try was lost, and the job is there: nobody else makes jobs of this name.
      if (!(error instanceof ClusterRefusedError) || error.status !== 409) throw error;
    }
  }

  async #untilEnded(): Promise<PodEnd> {
    let over: () => void = () => undefined;
    const isOver = new Promise<void>((resolve) => (over = resolve));
    let log: Promise<string | undefined> | undefined;
    try {
      for (;;) {
        if (this.#failure) throw this.#failure;
        const state = this.#pod && podState(this.#pod);
        if (state && state.phase !== 'waiting') log ??= this.#follow(this.#pod as V1Pod, isOver);
        const end = state?.phase === 'ended' ? state : this.#isGone ? await this.#goneEnd() : undefined;
        if (end) {
          over();
          await this.#drained(log);
          return { exitCode: end.exitCode, ...(end.error && { error: end.error }) };
        }
        if (state?.phase !== 'running') {
          const error = await this.#notStarting(state);
          if (error) {
            await this.#delete(false);
            return { exitCode: 1, error };
          }
        }
        if (this.#isKilled && !this.#pod && (await this.#hasNoPod())) return { exitCode: 1 };
        await this.#change();
      }
    } finally {
      over();
    }
  }

  /** The next change, or a moment later. */
  async #change(): Promise<void> {
    const abort = new AbortController();
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    await Promise.race([woken, sleep(tickMilliseconds, undefined, { signal: abort.signal }).catch(() => undefined)]);
    abort.abort();
  }

  /** Why the pod will not start; undefined while it still may. */
  async #notStarting(state: PodState | undefined): Promise<PodError | undefined> {
    const waited = (Date.now() - this.#began) / 1000;
    const trouble = state?.phase === 'waiting' ? state.trouble : undefined;
    if (state?.phase === 'waiting' && (trouble || waited > quietSeconds)) this.#tell(state.reason);
    const { startSeconds } = this.times;
    if (trouble && this.#lasts(trouble) >= Math.min(trouble.patience ?? startSeconds, startSeconds)) {
      return trouble.error;
    }
    if (!trouble) this.#trouble = undefined;
    if (!this.#pod && waited > quietSeconds) {
      const why = await this.#why();
      if (why !== undefined) this.#tell(why);
    }
    if (waited < startSeconds) return undefined;
    return trouble?.error ?? new PodNotStartedError(this.name, startSeconds, await this.#why());
  }

  /** Seconds that a trouble has lasted. */
  #lasts({ reason }: PodTrouble): number {
    if (this.#trouble?.reason !== reason) this.#trouble = { reason, since: Date.now() };
    return (Date.now() - this.#trouble.since) / 1000;
  }

  #tell(reason: string): void {
    if (this.#told === reason) return;
    this.#told = reason;
    this.events.onWaiting(reason);
  }

  /** What Kubernetes last warned of, about the pod or that there is none. */
  async #why(): Promise<string | undefined> {
    const { namespace } = this.request;
    const about = this.#pod?.metadata?.name ?? this.name;
    const { items } = await call(`read events of ${about}`, () =>
      this.cluster.core.listNamespacedEvent({ namespace, fieldSelector: `involvedObject.name=${about},type=Warning` }),
    ).catch((error: unknown) => {
      if (error instanceof ClusterRefusedError) return { items: [] };
      throw error;
    });
    const last = items.at(-1);
    return last && `${last.reason}: ${last.message}`;
  }

  #follow(pod: V1Pod, isOver: Promise<void>): Promise<string | undefined> {
    const name = pod.metadata?.name ?? '';
    const container = pod.spec?.containers[0]?.name ?? '';
    this.events.onRunning(name);
    const place = { namespace: this.namespace, pod: name, container };
    const log = followLog(this.cluster, place, (line) => this.events.onLine(line), isOver);
    // Waited for at the end; nobody takes its lines any more when it fails before.
    log.then(
      (why) => why !== undefined && this.events.onUnreadable(why),
      (error: unknown) => this.fail(error as Error),
    );
    return log;
  }

  async #drained(log: Promise<string | undefined> | undefined): Promise<void> {
    const abort = new AbortController();
    await Promise.race([log, sleep(drainMilliseconds, undefined, { signal: abort.signal }).catch(() => undefined)]);
    abort.abort();
  }

  /** Why there is no pod any more. */
  async #goneEnd(): Promise<PodEnd> {
    const { name, namespace } = this.request;
    const pod = this.#pod?.metadata?.name ?? name;
    if (this.#isKilled) return { exitCode: 1 };
    const job = await ifThere(`read job ${name}`, () => this.cluster.batch.readNamespacedJob({ name, namespace }));
    const failed = job?.status?.conditions?.find(({ type }) => type === 'Failed' || type === 'FailureTarget');
    const why = !job
      ? 'somebody has deleted its job'
      : failed?.reason === 'DeadlineExceeded'
        ? 'its scheduler could not be heard of for too long'
        : 'somebody has deleted it, or its node is gone';
    return { exitCode: 1, error: new PodGoneError(pod, why) };
  }

  async #hasNoPod(): Promise<boolean> {
    const { name, namespace } = this.request;
    const { items } = await call(`list pods of job ${name}`, () =>
      this.cluster.core.listNamespacedPod({ namespace, labelSelector: `job-name=${name}` }),
    );
    return items.length === 0;
  }

  /** Keeps the job's deadline away. @returns what ends that */
  #renew(): () => void {
    const { name, namespace, leaseSeconds } = this.request;
    const began = this.#began;
    const renewal = async (): Promise<void> => {
      const value = Math.ceil((Date.now() - began) / 1000) + leaseSeconds;
      await ifThere(`renew the lease of job ${name}`, () =>
        this.cluster.batch.patchNamespacedJob({
          name,
          namespace,
          body: [{ op: 'replace', path: '/spec/activeDeadlineSeconds', value }],
        }),
      );
    };
    // One that failed is made up for by the next.
    const timer = setInterval(() => void renewal().catch(() => undefined), (leaseSeconds / 3) * 1000);
    return () => clearInterval(timer);
  }

  async #delete(isSoft: boolean): Promise<void> {
    const { name, namespace } = this.request;
    await ifThere(`delete job ${name}`, () =>
      this.cluster.batch.deleteNamespacedJob({ name, namespace, propagationPolicy: 'Background' }),
    );
    const pod = this.#pod?.metadata?.name;
    if (isSoft || pod === undefined) return;
    await ifThere(`delete pod ${pod}`, () =>
      this.cluster.core.deleteNamespacedPod({ name: pod, namespace, gracePeriodSeconds: 0 }),
    );
  }
}
