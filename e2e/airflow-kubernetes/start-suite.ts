import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAirflow } from '@mf/tools-airflow';
import { mf } from '../airflow/mf-command';
import { type Suite, suiteVariable } from '../airflow/suite';
import { clusterEnvironment, hostAddress, registry, startCluster } from '../kubernetes/cluster';
import { type S3Server, startS3 } from '../s3/s3-server';
import { flows } from './flows';

/** Small pods: all of a suite stand on one node. */
const podSettings = {
  METAFLOW_KUBERNETES_CPU: '0.05',
  METAFLOW_KUBERNETES_MEMORY: '160',
  METAFLOW_KUBERNETES_DISK: '50',
};

/** Compiles the flows with their images, and starts an Airflow and an S3 for them. Nothing of a run is kept on this machine. */
export default async function startSuite(): Promise<void> {
  const version = process.env['AIRFLOW_VERSION'] ?? '3';
  if (version !== '2' && version !== '3') throw new Error(`AIRFLOW_VERSION must be 2 or 3, not ${version}`);
  const stopCluster = await startCluster();
  const folder = await mkdtemp(join(tmpdir(), 'mf-e2e-kubernetes-'));
  const dagsFolder = join(folder, 'dags');
  let server: S3Server | undefined;
  const starting = startAirflow({
    version,
    home: join(folder, 'home'),
    dagsFolder,
    database: 'postgres',
    env: {
      AIRFLOW_CONN_KUBERNETES_DEFAULT: JSON.stringify({
        conn_type: 'kubernetes',
        extra: { kube_config_path: clusterEnvironment.KUBECONFIG, in_cluster: false, namespace: 'default' },
      }),
    },
    onLine: (line) => process.stderr.write(`[airflow ${version}] ${line}\n`),
  });
  try {
    server = await startS3(hostAddress);
    await compile(dagsFolder, folder, server.env);
    const airflow = await starting;
    const { url, user, password } = airflow;
    const suite: Omit<Suite, 's3Url' | 'gitOrigin'> = {
      version,
      url,
      user,
      password,
      dagsFolder,
      datastoreRoot: join(folder, 'laptop'),
    };
    process.env[suiteVariable] = JSON.stringify(suite);
    for (const [name, value] of Object.entries(server.env)) process.env[name] = value;
    const s3 = server;
    globalThis.stopKubernetesSuite = async () => {
      await airflow.stop();
      await s3.stop();
      stopCluster();
      await rm(folder, { recursive: true, force: true });
    };
  } catch (error) {
    await starting.then((started) => started.stop()).catch(() => {});
    await server?.stop();
    stopCluster();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** For the teardown, which jest runs in the same process. */
declare global {
  var stopKubernetesSuite: (() => Promise<void>) | undefined;
}

/** As a user would. What pods need to get at the data, a secret is for in the world; here the server takes anybody. */
async function compile(dagsFolder: string, folder: string, s3: NodeJS.ProcessEnv): Promise<void> {
  const command = ['airflow', 'create', ...Object.values(flows), '--compute', 'kubernetes', '--output', dagsFolder];
  const { code, output } = await mf(command, {
    ...{ METAFLOW_USER: 'ana', METAFLOW_OWNER: 'ana', METAFLOW_TOKEN_HOME: join(folder, 'tokens') },
    ...s3,
    ...{ METAFLOW_DEFAULT_DATASTORE: 's3', METAFLOW_KUBERNETES_SECRETS: 'mf-e2e-s3' },
    ...podSettings,
    MF_IMAGE_REPOSITORY: `${registry}/mf-e2e`,
  });
  if (code !== 0) throw new Error(`mf ${command.join(' ')}:\n${output}`);
  process.stderr.write(output);
}
