import { openDatastore, readLatestRun, resolveUser } from '@mf/datastore';
import { readKubernetesConfiguration } from '@mf/ir';
import { type Cluster, killPods, listPods, openCluster, type TaskPod } from '@mf/kubernetes';
import type { CommandIo } from '../command-io';
import { UsageError } from '../options/usage-error';
import { flowNameOrReported } from '../flow-name';
import { colorsFor } from '../report/colors';
import { textTable } from '../report/text-table';
import { timeText } from '../report/time-text';

/** Which pods are meant: those of one run, or all of a user's. */
export interface KubernetesOptions {
  /** The latest run that was started here when neither this nor a user is given. */
  readonly runId?: string;
  readonly user?: string;
  readonly myRuns?: true;
  /** Kubernetes' namespace. */
  readonly k8sNamespace?: string;
}

export interface KubernetesListOptions extends KubernetesOptions {
  readonly json?: true;
}

/** Prints the pods of a flow's tasks that have not ended. */
export async function kubernetesList(file: string, options: KubernetesListOptions, io: CommandIo): Promise<number> {
  const found = await find(file, options, io);
  if (!found) return 1;
  const { pods } = found;
  if (options.json) {
    io.stdout.write(`${JSON.stringify(pods, null, 2)}\n`);
    return 0;
  }
  if (pods.length === 0) {
    io.stdout.write('No active Kubernetes pods found.\n');
    return 0;
  }
  const colors = colorsFor(io.stdout, io.env);
  const rows = pods.map(({ run, step, task, attempt, name, phase, startedAt }) => [
    ...[`${run}/${step}/${task}`, attempt, name, phase, startedAt ? timeText(startedAt) : '-'],
  ]);
  const paint = (text: string, _column: number, row: number | 'header'): string =>
    row === 'header' ? colors.bold(text) : text;
  io.stdout.write(textTable(['TASK', 'ATTEMPT', 'POD', 'STATE', 'STARTED'], rows, paint));
  return 0;
}

/** Ends the pods of a flow's tasks. A run that is going on tries again those with `@retry`. */
export async function kubernetesKill(file: string, options: KubernetesOptions, io: CommandIo): Promise<number> {
  const found = await find(file, options, io);
  if (!found) return 1;
  for (const { name } of found.pods) io.stdout.write(`Killing pod ${name}\n`);
  await killPods(found.cluster, found.pods);
  if (found.pods.length === 0) io.stdout.write('No active Kubernetes pods found.\n');
  return 0;
}

async function find(
  file: string,
  { runId, user, myRuns, k8sNamespace }: KubernetesOptions,
  io: CommandIo,
): Promise<{ readonly cluster: Cluster; readonly pods: readonly TaskPod[] } | undefined> {
  const flow = await flowNameOrReported(file, io);
  if (flow === undefined) return undefined;
  const datastore = openDatastore({ env: io.env, cwd: io.cwd, create: true });
  const whose = myRuns ? resolveUser(io.env) : user;
  const run = runId ?? (whose === undefined ? await readLatestRun(datastore.localTree, flow) : undefined);
  if (run === undefined && whose === undefined) {
    throw new UsageError(`no run of ${flow} was started here`, 'Name one with --run-id, or use --my-runs.');
  }
  const namespace = k8sNamespace ?? readKubernetesConfiguration(io.env).attributes['namespace'] ?? 'default';
  const cluster = await openCluster(io.env);
  const pods = await listPods(cluster, String(namespace), {
    flow,
    ...(run !== undefined && { run }),
    ...(whose !== undefined && { user: whose }),
  });
  return { cluster, pods };
}
