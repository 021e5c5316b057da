import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunAsRead, SharedDatastore } from '../metaflow-client/metaflow';
import { MfProcess } from '../mf-process';
import { s3Environment } from '../s3/s3-server';
import { clusterEnvironment, kubectl, registry } from './cluster';
import { suite } from './suite';

/** A call of `mf` with a machine of its own, as far as the runs go that are known there. */
export class PodRun {
  #process: MfProcess | undefined;

  private constructor(private readonly store: SharedDatastore) {}

  /** @param env besides what leads to cluster, registry and S3 */
  static async open(env: NodeJS.ProcessEnv = {}): Promise<PodRun> {
    const { namespace, s3 } = suite();
    const store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-kube-')), 'tester', {
      ...s3Environment(s3),
      ...clusterEnvironment,
      METAFLOW_DEFAULT_DATASTORE: 's3',
      METAFLOW_KUBERNETES_NAMESPACE: namespace,
      METAFLOW_KUBERNETES_CONTAINER_REGISTRY: registry,
      METAFLOW_KUBERNETES_SECRETS: 's3',
      METAFLOW_KUBERNETES_CPU: '0.1',
      METAFLOW_KUBERNETES_MEMORY: '160',
      METAFLOW_KUBERNETES_DISK: '100',
      ...env,
    });
    return new PodRun(store);
  }

  /** Another call, on the same machine. @param s3 URL, where it is to be another one */
  another(s3 = this.store.env['METAFLOW_S3_ENDPOINT_URL']): PodRun {
    const env = { ...this.store.env, METAFLOW_S3_ENDPOINT_URL: s3 };
    return new PodRun(new SharedDatastore(this.store.folder, 'tester', env));
  }

  /** Starts `mf`. */
  start(...args: string[]): this {
    this.#process = new MfProcess(args, { env: this.store.env });
    return this;
  }

  /** The exit code; null after a signal. */
  get ended(): Promise<number | null> {
    return this.#started.ended.then(({ code }) => code);
  }

  get printed(): string {
    return this.#started.printed;
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.#started.pid, signal);
  }

  /** Resolves when this has been printed. */
  says(text: string): Promise<void> {
    return this.#started.says(text);
  }

  /** What this machine knows of runs. */
  get folder(): string {
    return this.store.folder;
  }

  get id(): string {
    return this.#started.run ?? '';
  }

  /** The pods of the run that have not ended. */
  async pods(): Promise<readonly PodAsRead[]> {
    const { items } = JSON.parse(await kubectl(['-n', suite().namespace, 'get', 'pods', '-o', 'json'])) as {
      items: PodAsRead[];
    };
    return items.filter(
      ({ metadata, status }) =>
        metadata.annotations['metaflow/run_id'] === this.id && !['Succeeded', 'Failed'].includes(status.phase),
    );
  }

  /** Resolves when no pod of the run is at work. */
  async idle(): Promise<void> {
    while ((await this.pods()).length > 0) await sleep(500);
  }

  /** What Metaflow's own client reads of the run. */
  read(flow: string): Promise<RunAsRead> {
    return this.store.read(flow, this.id);
  }

  get #started(): MfProcess {
    if (!this.#process) throw new Error('it was not started');
    return this.#process;
  }

  close(): Promise<void> {
    return rm(this.store.folder, { recursive: true, force: true });
  }
}

/** What the specs look at. */
export interface PodAsRead {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status: { readonly phase: string };
}
