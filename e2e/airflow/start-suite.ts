import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningAirflow, startAirflow } from '@mf/tools-airflow';
import { type S3Server, startS3 } from '../s3/s3-server';
import { bundleSettings, makeBucketFolder, makeOrigin } from './dag-sources';
import { createDags } from './dags';
import { type Suite, suiteVariable } from './suite';

/** For the teardown, which jest runs in the same process. */
declare global {
  var airflowOfSuite: { readonly airflow: RunningAirflow; readonly s3: S3Server; readonly folder: string } | undefined;
}

/** Compiles the flows and starts one Airflow with them, in a folder of its own. */
export default async function startSuite(): Promise<void> {
  const version = process.env['AIRFLOW_VERSION'] ?? '3';
  if (version !== '2' && version !== '3') throw new Error(`AIRFLOW_VERSION must be 2 or 3, not ${version}`);
  const folder = await mkdtemp(join(tmpdir(), 'mf-e2e-airflow-'));
  const dagsFolder = join(folder, 'dags');
  let s3: S3Server | undefined;
  try {
    await writePolicy(join(folder, 'home', 'config'));
    s3 = await startS3();
    await makeBucketFolder(s3.url);
    const gitOrigin = await makeOrigin(folder);
    const compiled = createDags(dagsFolder);
    const starting = startAirflow({
      version,
      home: join(folder, 'home'),
      dagsFolder,
      database: 'postgres',
      env: {
        METAFLOW_DATASTORE_SYSROOT_LOCAL: folder,
        ...(version === '3' && bundleSettings(s3.url, gitOrigin)),
      },
      onLine: (line) => process.stderr.write(`[airflow ${version}] ${line}\n`),
    });
    const [airflow] = await Promise.all([starting, compiled]).catch(async (error: unknown) => {
      await starting.then((started) => started.stop()).catch(() => {});
      throw error;
    });
    globalThis.airflowOfSuite = { airflow, s3, folder };
    const { url, user, password } = airflow;
    const suite: Suite = {
      ...{ version, url, user, password, dagsFolder, datastoreRoot: folder },
      ...{ s3Url: s3.url, gitOrigin },
    };
    process.env[suiteVariable] = JSON.stringify(suite);
  } catch (error) {
    await s3?.stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A rule of the site, for files that cannot be imported although there is nothing wrong with them. */
async function writePolicy(config: string): Promise<void> {
  await mkdir(config, { recursive: true });
  await writeFile(
    join(config, 'airflow_local_settings.py'),
    [
      'from airflow.exceptions import AirflowClusterPolicyViolation',
      '',
      '',
      'def dag_policy(dag):',
      '    if "forbidden" in dag.tags:',
      '        raise AirflowClusterPolicyViolation("no DAG may be forbidden")',
      '',
    ].join('\n'),
  );
}
