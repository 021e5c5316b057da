import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterEnvironment, hostAddress } from './cluster';
import { Door } from './door';

const apiPort = 6443;

/**
 * An API server of the cluster that can be away.
 *
 * @param folder gets the kubeconfig that leads through the door
 */
export async function openApiDoor(folder: string): Promise<{ readonly door: Door; readonly kubeconfig: string }> {
  const direct = await readFile(clusterEnvironment.KUBECONFIG, 'utf8');
  const address = `${hostAddress}:${apiPort}`;
  if (!direct.includes(address)) throw new Error(`The cluster's kubeconfig does not lead to ${address}`);
  const door = await Door.to(hostAddress, apiPort);
  const kubeconfig = join(folder, 'through-door.kubeconfig');
  await writeFile(kubeconfig, direct.replace(address, `127.0.0.1:${door.port}`));
  return { door, kubeconfig };
}
