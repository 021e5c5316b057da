import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAirflow } from '@mf/tools-airflow';
import { startRegistry } from '@mf/tools-registry';
import { mf } from '../airflow/mf-command';
import { type Suite, suiteVariable } from '../airflow/suite';
import { startS3 } from '../s3/s3-server';
import { startDocker } from './docker-daemon';
import { connection, flows, tag } from './flows';

/** Undone in the opposite order, whatever one of them says. */
const stops: (() => Promise<void>)[] = [];

/** Starts a Docker, a registry, an S3 and an Airflow, and compiles the flows with their images. */
export default async function startSuite(): Promise<void> {
  const version = process.env['AIRFLOW_VERSION'] ?? '3';
  if (version !== '2' && version !== '3') throw new Error(`AIRFLOW_VERSION must be 2 or 3, not ${version}`);
  globalThis.stopDockerSuite = async () => {
    const problems: unknown[] = [];
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => problems.push(error));
    if (problems.length > 0) throw new AggregateError(problems, problems.join('\n'));
  };
  try {
    await start(version);
  } catch (error) {
    await globalThis.stopDockerSuite();
    throw error;
  }
}

async function start(version: '2' | '3'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mf-e2e-docker-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const daemon = await startDocker();
  stops.push(() => daemon.stop());
  const registry = await startRegistry();
  stops.push(() => registry.stop());
  const s3 = await startS3();
  stops.push(() => s3.stop());
  const dagsFolder = join(folder, 'dags');
  // The worker has no more than credentials and the way to its Docker: all else is in the DAG files.
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = s3.env;
  const starting = startAirflow({
    ...{ version, dagsFolder, database: 'postgres' as const, home: join(folder, 'home') },
    env: { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...connection, ...daemon.env },
    onLine: (line) => process.stderr.write(`[airflow ${version}] ${line}\n`),
  });
  stops.push(() =>
    starting.then(
      (started) => started.stop(),
      () => undefined,
    ),
  );
  await compile(dagsFolder, {
    ...{ METAFLOW_USER: 'ana', METAFLOW_OWNER: 'ana', METAFLOW_TOKEN_HOME: join(folder, 'tokens') },
    ...s3.env,
    ...{ METAFLOW_DEFAULT_DATASTORE: 's3', MF_IMAGE_REPOSITORY: `${registry.host}/mf-e2e` },
  });
  const airflow = await starting;
  const { url, user, password } = airflow;
  const suite: Omit<Suite, 's3Url' | 'gitOrigin'> = {
    ...{ version, url, user, password, dagsFolder },
    datastoreRoot: join(folder, 'laptop'),
  };
  Object.assign(process.env, s3.env, connection, daemon.env, {
    [suiteVariable]: JSON.stringify(suite),
    MF_E2E_REGISTRY: registry.host,
  });
}

/** For the teardown, which jest runs in the same process. */
declare global {
  var stopDockerSuite: (() => Promise<void>) | undefined;
}

/** As a user would. The Docker of the tests has no network of its own. */
async function compile(dagsFolder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const options = ['--compute', 'docker', '--docker-network', 'host', '--secret-connection', 'warehouse', '--tag', tag];
  const command = ['airflow', 'create', ...Object.values(flows), ...options, '--output', dagsFolder];
  const { code, output } = await mf(command, env);
  if (code !== 0) throw new Error(`mf ${command.join(' ')}:\n${output}`);
  process.stderr.write(output);
}
