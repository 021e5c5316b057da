import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir, networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Scripts that bring up a real Kubernetes on one machine, beside the repository. */
const scripts = resolve(__dirname, '..', '..', '..', 'shared', 'kube');
const home = process.env['KUBE_HOME'] ?? join(homedir(), '.cache', 'kube-local');
const kubeconfig = join(home, 'etc', 'admin.kubeconfig');

/** The host as pods see it. */
export const hostAddress = '10.244.0.1';
/** Pods name images so, and this machine pushes there. */
export const registry = 'localhost:5000';

/** What leads to the cluster. */
export const clusterEnvironment = { KUBECONFIG: kubeconfig };

/** Brings the cluster up. @returns what takes it down again: nothing where it was up before */
export async function startCluster(): Promise<() => void> {
  const wasUp =
    existsSync(kubeconfig) &&
    (await kubectl(['get', '--raw', '/readyz']).then(
      () => true,
      () => false,
    ));
  if (wasUp) return () => undefined;
  if (await isTaken(hostAddress, 6443)) {
    throw new Error(`Another cluster is up on this machine than that of ${home}: set KUBE_HOME to its folder`);
  }
  run('kube-up.sh');
  return () => run('kube-down.sh');
}

/** Calls kubectl. @throws when it fails */
export async function kubectl(args: readonly string[]): Promise<string> {
  const options = { env: { ...process.env, ...clusterEnvironment }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(join(home, 'bin', 'kubectl'), args, options);
  return stdout;
}

/** Makes objects, or changes them to be so. @throws when that fails */
export async function apply(...objects: readonly object[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mf-apply-'));
  try {
    const file = join(folder, 'objects.json');
    await writeFile(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    await kubectl(['apply', '-f', file]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function isTaken(host: string, port: number): Promise<boolean> {
  // Where the address is none of this machine's, a gateway may answer for it.
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  if (!addresses.includes(host)) return false;
  const socket = connect({ host, port, timeout: 1000 });
  try {
    // Whatever comes first: an error and a timeout mean that nobody is there.
    return await new Promise((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('timeout', () => resolve(false));
      socket.once('error', () => resolve(false));
    });
  } finally {
    socket.destroy();
  }
}

function run(script: string): void {
  const { status } = spawnSync('bash', [join(scripts, script)], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, KUBE_HOME: home },
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
}
