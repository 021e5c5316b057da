import { dirname, join } from 'node:path';
import type { Json } from '@mf/ir';
import type { CommandIo } from '../command-io';
import type { LoadedFlow } from '../load-flows';
import type { RunnableFlow } from '../report/compiled-or-reported';

/** A flow takes in a file when it is deployed, and nobody has said where the datastore of Airflow's tasks is. */
export class DeploymentDatastoreError extends Error {
  override readonly name = 'DeploymentDatastoreError';
  readonly code = 'MF2113';
  readonly advice =
    'Set METAFLOW_DATASTORE_SYSROOT_LOCAL to the directory that the tasks on Airflow use, as this machine sees it.';

  constructor(parameter: string) {
    super(`The default file of parameter ${parameter} is stored when the DAG is created, but in no known datastore`);
  }
}

/**
 * Values of the deploy-time parameters. A flow without any needs neither a user nor a datastore, nor the packages that know of them. Only
 * where a file is taken in must the datastore be known: a place found from the current folder would be none that Airflow sees.
 *
 * @throws DeploymentDatastoreError, and what deployTimeDefaults of `@mf/runtime` throws
 */
export async function deployedDefaults(
  { root }: LoadedFlow,
  { ir, bundle }: RunnableFlow,
  { cwd, env, stderr }: CommandIo,
): Promise<Record<string, Json>> {
  if (!ir.parameters.some((one) => one.computedDefault || one.type === 'file')) return {};
  const [{ deployTimeDefaults, isDeployTime }, { openDatastore, resolveUser }] = await Promise.all([
    import('@mf/runtime'),
    import('@mf/datastore'),
  ]);
  const place = openDatastore({ env, cwd, create: true });
  const file = ir.parameters.find((one) => one.type === 'file' && isDeployTime(one));
  if (file && place.storage.type === 'local' && !env['METAFLOW_DATASTORE_SYSROOT_LOCAL']) {
    throw new DeploymentDatastoreError(file.name);
  }
  return deployTimeDefaults({
    ...{ ir, bundle, place, cwd, env },
    flowFolder: dirname(join(root, ir.at.file)),
    userName: resolveUser(env),
    onLine: (line) => stderr.write(`${line}\n`),
  });
}
