import { delimiter } from 'node:path';
import type { BatchV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { ClusterNotConfiguredError, ClusterRefusedError, ClusterUnreachableError } from './errors';

/** A cluster that calls can be made to. */
export interface Cluster {
  readonly config: KubeConfig;
  readonly core: CoreV1Api;
  readonly batch: BatchV1Api;
  /** Where it is. */
  readonly server: string;
}

/** How long calls are tried again, with pauses up to so long (Metaflow's numbers). */
const retryMilliseconds = 60_000;
const longestPause = 32_000;

/**
 * Finds the cluster as Metaflow does: by KUBECONFIG, by the pod that this process is in, by `~/.kube/config`. No call is made.
 *
 * @throws ClusterNotConfiguredError
 */
export async function openCluster(env: NodeJS.ProcessEnv): Promise<Cluster> {
  // Loaded here: it is large, and most of what uses this package never speaks to a cluster.
  const { BatchV1Api, CoreV1Api, KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    load(config, () => new KubeConfig(), env);
  } catch (error) {
    throw new ClusterNotConfiguredError((error as Error).message);
  }
  const server = config.getCurrentCluster()?.server;
  // The library takes no plain HTTP, as `kubectl proxy` speaks it, unless it is told that nothing is to be verified.
  config.clusters = config.clusters.map((each) =>
    each.server.startsWith('http:') ? { ...each, skipTLSVerify: true } : each,
  );
  // What the library takes where nothing is configured.
  if (server === undefined || (server === 'http://localhost:8080' && !env['KUBECONFIG'])) {
    throw new ClusterNotConfiguredError('there is no kubeconfig, or it has no current context');
  }
  return { config, server, core: config.makeApiClient(CoreV1Api), batch: config.makeApiClient(BatchV1Api) };
}

function load(config: KubeConfig, empty: () => KubeConfig, env: NodeJS.ProcessEnv): void {
  const [first, ...others] = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (first !== undefined) {
    config.loadFromFile(first);
    for (const file of others) {
      const other = empty();
      other.loadFromFile(file);
      config.mergeConfig(other, true);
    }
  } else if (env['KUBERNETES_SERVICE_HOST']) config.loadFromCluster();
  else config.loadFromDefault();
}

/**
 * Makes a call, again while the cluster is busy or away.
 *
 * @param doing what it is for: `create job x`
 * @throws ClusterRefusedError for what the cluster will not do, ClusterUnreachableError
 */
export async function call<T>(doing: string, make: () => Promise<T>): Promise<T> {
  const end = Date.now() + retryMilliseconds;
  for (let pause = 250; ; pause = Math.min(pause * 2, longestPause)) {
    try {
      return await make();
    } catch (error) {
      const { status, reason } = readFailure(error);
      if (status !== undefined && status < 500 && status !== 429) throw new ClusterRefusedError(doing, status, reason);
      if (Date.now() + pause > end) throw new ClusterUnreachableError(doing, reason, error);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** What a call returns; undefined when what it is about is not there. @throws as `call` */
export async function ifThere<T>(doing: string, make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call(doing, make);
  } catch (error) {
    if (error instanceof ClusterRefusedError && error.status === 404) return undefined;
    throw error;
  }
}

/** The status and the reason of a failed call. Without a status the cluster has not answered. */
export function readFailure(error: unknown): { readonly status?: number; readonly reason: string } {
  const { code, body, message } = error as { code?: unknown; body?: unknown; message?: string };
  const status = typeof code === 'number' ? { status: code } : {};
  return { ...status, reason: messageOf(body) ?? message ?? String(error) };
}

/** Of a `V1Status`, as text or not. */
function messageOf(body: unknown): string | undefined {
  let value = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      // A proxy in front of the cluster answers in its own way.
      return body.trim().slice(0, 500) || undefined;
    }
  }
  const { message } = (value ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : undefined;
}
