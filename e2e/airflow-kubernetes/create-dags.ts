import { dirname, join } from 'node:path';
import { mf } from '../airflow/mf-command';
import { registry } from '../kubernetes/cluster';

/** Small pods: all of a suite stand on one node. */
export const podSettings = {
  METAFLOW_KUBERNETES_CPU: '0.05',
  METAFLOW_KUBERNETES_MEMORY: '160',
  METAFLOW_KUBERNETES_DISK: '50',
};

/** A secret of Kubernetes that opens S3. */
export const s3Secret = 'mf-e2e-s3';
/** Where images go. */
export const imageRepository = `${registry}/mf-e2e`;

/**
 * Compiles flows with their images, as a user would.
 *
 * @param env besides what makes small pods that open S3 by a secret; what leads to S3 must be in it, or in the environment
 */
export async function createDags(
  dagsFolder: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const command = ['airflow', 'create', ...words, '--compute', 'kubernetes', '--output', dagsFolder];
  const { code, output } = await mf(command, {
    ...{ METAFLOW_USER: 'ana', METAFLOW_OWNER: 'ana', METAFLOW_TOKEN_HOME: join(dirname(dagsFolder), 'tokens') },
    ...{ METAFLOW_DEFAULT_DATASTORE: 's3', METAFLOW_KUBERNETES_SECRETS: s3Secret },
    ...{ ...podSettings, MF_IMAGE_REPOSITORY: imageRepository },
    ...env,
  });
  if (code !== 0) throw new Error(`mf ${command.join(' ')}:\n${output}`);
  process.stderr.write(output);
}
