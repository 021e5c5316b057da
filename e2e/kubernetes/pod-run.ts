import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunAsRead, SharedDatastore } from '../metaflow-client/metaflow';
import { s3Environment } from '../s3/s3-server';
import { clusterEnvironment, kubectl, registry } from './cluster';
import { suite } from './suite';

const root = join(__dirname, '..', '..');

/** A call of `mf` with a machine of its own, as far as the runs go that are known there. */
export class PodRun {
  printed = '';
  #ended: Promise<number | null> | undefined;
  #pid: number | undefined;

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
    const child = spawn(process.execPath, [join(root, 'packages', 'cli', 'bin', 'mf.js'), ...args], {
      cwd: root,
      env: this.store.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.printed = '';
    this.#pid = child.pid;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece: Buffer) => {
        this.printed += piece.toString();
      });
    }
    this.#ended = once(child, 'close').then(([code]) => code as number | null);
    return this;
  }

  /** The exit code; null after a signal. */
  get ended(): Promise<number | null> {
    return this.#ended ?? Promise.reject(new Error('it was not started'));
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.#pid as number, signal);
  }

  /** Resolves when this has been printed. */
  async says(text: string): Promise<void> {
    let isOver = false;
    void this.ended.then(() => (isOver = true));
    while (!this.printed.includes(text)) {
      if (isOver) throw new Error(`"${text}" is not in\n${this.printed}`);
      await sleep(100);
    }
  }

  /** What this machine knows of runs. */
  get folder(): string {
    return this.store.folder;
  }

  get id(): string {
    return /run-id (\d+)/.exec(this.printed)?.[1] ?? '';
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

  close(): Promise<void> {
    return rm(this.store.folder, { recursive: true, force: true });
  }
}

/** What the specs look at. */
export interface PodAsRead {
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status: { readonly phase: string };
}
