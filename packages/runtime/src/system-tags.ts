import { resolveIdentity } from '@mf/datastore';
import { version } from './version';

/**
 * The system tags of a run that this process starts, `name:value`, in Metaflow's vocabulary: who (`user:` or `production:`), by
 * which scheduler, and with which versions. Metaflow repeats them as metadata of every task.
 *
 * @throws UnknownUserError of `@mf/datastore`
 */
export function systemTags(env: NodeJS.ProcessEnv): string[] {
  return [
    resolveIdentity(env),
    `runtime:${env['METAFLOW_RUNTIME_NAME'] ?? 'dev'}`,
    `python_version:node-${process.versions.node}`,
    `metaflow_version:mf-${version}`,
  ];
}
