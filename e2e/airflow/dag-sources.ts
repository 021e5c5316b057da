import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '@mf/tools-python';
import { bucket } from '../s3/s3-server';
import { dagsInside } from './suite';

/** Runs git, as ana. @returns what it printed */
export async function git(...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=ana', '-c', 'user.email=ana@example.com'];
  const { code, output } = await runCommand('git', [...identity, ...args], { env: process.env });
  if (code !== 0) throw new Error(`git ${args.join(' ')}:\n${output}`);
  return output.trim();
}

/** A bare repository with a folder for DAGs. @returns its path */
export async function makeOrigin(folder: string): Promise<string> {
  const [origin, first] = [join(folder, 'origin.git'), join(folder, 'first')];
  await git('init', '--quiet', '--bare', '--initial-branch=main', origin);
  await git('clone', '--quiet', origin, first);
  await mkdir(join(first, dagsInside));
  await writeFile(join(first, dagsInside, 'README'), 'ours');
  await git('-C', first, 'add', '.');
  await git('-C', first, 'commit', '--quiet', '-m', 'begin');
  await git('-C', first, 'push', '--quiet', 'origin', 'HEAD:main');
  return origin;
}

/** Airflow 3 takes no bucket whose folder is not there. */
export async function makeBucketFolder(s3Url: string): Promise<void> {
  const { ok, status } = await fetch(`${s3Url}/${bucket}/${dagsInside}/README`, { method: 'PUT', body: 'ours' });
  if (!ok) throw new Error(`S3 answers with ${status}`);
}

/** Settings by which Airflow 3 reads DAGs from its folder, a bucket and a repository. */
export function bundleSettings(s3Url: string, gitOrigin: string): Record<string, string> {
  const providers = 'airflow.providers';
  const every = { refresh_interval: 2 };
  return {
    AIRFLOW_CONN_AWS_DEFAULT: JSON.stringify({
      ...{ conn_type: 'aws', login: 'tester', password: 'secret' },
      extra: { region_name: 'us-east-1', endpoint_url: s3Url },
    }),
    AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST: JSON.stringify([
      { name: 'dags-folder', classpath: 'airflow.dag_processing.bundles.local.LocalDagBundle', kwargs: {} },
      {
        name: 'bucket',
        classpath: `${providers}.amazon.aws.bundles.s3.S3DagBundle`,
        kwargs: { bucket_name: bucket, prefix: dagsInside, ...every },
      },
      {
        name: 'git',
        classpath: `${providers}.git.bundles.git.GitDagBundle`,
        kwargs: { repo_url: gitOrigin, tracking_ref: 'main', subdir: dagsInside, ...every },
      },
    ]),
  };
}
