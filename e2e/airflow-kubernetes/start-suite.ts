import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAirflow } from '@mf/tools-airflow';
import { type Suite, suiteVariable } from '../airflow/suite';
import { clusterEnvironment, hostAddress, kubectl, startCluster } from '../kubernetes/cluster';
import { type S3Server, startS3 } from '../s3/s3-server';
import { connection } from './connection';
import { createDags, s3Secret } from './create-dags';
import { flows } from './flows';

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
    defers: true,
    env: {
      AIRFLOW_CONN_KUBERNETES_DEFAULT: JSON.stringify({
        conn_type: 'kubernetes',
        extra: { kube_config_path: clusterEnvironment.KUBECONFIG, in_cluster: false, namespace: 'default' },
      }),
      // A pod is not deferred where both this and the connection say which cluster: the provider takes one of them only.
      KUBECONFIG: '',
      [`AIRFLOW_CONN_${connection.id.toUpperCase()}`]: JSON.stringify(connection.fields),
    },
    onLine: (line) => process.stderr.write(`[airflow ${version}] ${line}\n`),
  });
  try {
    server = await startS3(hostAddress);
    await makeSecret(server.env);
    await createDags(dagsFolder, Object.values(flows), server.env);
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
      await kubectl(['delete', 'secret', s3Secret]);
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

/** What opens S3 in the world; here the server takes anybody. */
async function makeSecret(env: NodeJS.ProcessEnv): Promise<void> {
  await kubectl(['delete', 'secret', s3Secret, '--ignore-not-found']);
  const credentials = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].map(
    (name) => `--from-literal=${name}=${env[name]}`,
  );
  await kubectl(['create', 'secret', 'generic', s3Secret, ...credentials]);
}
