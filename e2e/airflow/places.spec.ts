import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { namespace } from '@mf/client';
import { bucket, s3Environment } from '../s3/s3-server';
import { runDag } from './dag-run';
import { git } from './dag-sources';
import { dags } from './dags';
import { mfAsUser } from './mf-user';
import { airflow, dagsInside, suite } from './suite';

const { file } = dags.SingleStepFlow;

beforeAll(() => namespace(null));

/**
 * Deploys a flow to a place, runs it, and deletes it.
 *
 * @param sync what Airflow 2 leaves to others: brings what is in the place into the folder of the DAGs
 */
async function live(dagId: string, place: string, env: NodeJS.ProcessEnv, sync: () => Promise<void>): Promise<void> {
  let isOver = false;
  const syncing = async () => {
    for (; !isOver; await sleep(1000)) await sync();
  };
  const command = async (verb: string, ...options: string[]) => {
    // Sooner than the test's own end, which would not say what was waited for.
    const args = ['airflow', verb, file, '--name', dagId, '--to', place, '--timeout', '400', ...options];
    const { code, output } = await mfAsUser(args, env);
    if (code !== 0) throw new Error(output);
    return output;
  };
  const work = async () => {
    try {
      expect(await command('deploy')).toMatch(/wrote the DAG [^]*Airflow has read it\./);
      expect(await command('deploy')).toMatch(/is already in [^]*Airflow has read it\./);
      const { state, run } = await runDag(dagId);
      expect([state, await run.successful]).toEqual(['success', true]);
      expect(await command('delete', '--yes')).toContain(`${dagId} is deleted`);
      expect(await (await airflow()).dag(dagId)).toBeUndefined();
    } finally {
      isOver = true;
    }
  };
  await Promise.all([work(), ...(suite().version === '2' ? [syncing()] : [])]);
}

/** Deleted since it was listed: the next round does the same here. */
function ifGone(error: unknown): undefined {
  if (!(error instanceof NoSuchKey)) throw error;
}

it('a bucket that Airflow has its DAGs from', async () => {
  const env = s3Environment(suite().s3Url);
  const s3 = new S3Client({
    ...{ endpoint: suite().s3Url, region: 'us-east-1', forcePathStyle: true },
    credentials: { accessKeyId: 'tester', secretAccessKey: 'secret' },
  });
  const prefix = `${dagsInside}/`;
  const folder = join(suite().dagsFolder, 'bucket');
  const copied = new Map<string, string | undefined>();
  /** As `aws s3 sync --delete` does: a file appears whole, and stays as it is for as long as its object does. */
  const sync = async () => {
    const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    const names = objects.map(({ Key = '' }) => relative(prefix, Key));
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      if (names.includes(name)) continue;
      await rm(join(folder, name), { recursive: true });
      copied.delete(name);
    }
    for (const { Key = '', ETag: tag } of objects) {
      const name = relative(prefix, Key);
      if (copied.get(name) === tag) continue;
      const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key })).catch(ifGone);
      if (!object) continue;
      await writeFile(join(folder, `.${name}`), await object.Body!.transformToByteArray());
      await rename(join(folder, `.${name}`), join(folder, name));
      copied.set(name, tag);
    }
  };
  try {
    await live('single.bucket', `s3://${bucket}/${dagsInside}`, env, sync);
  } finally {
    s3.destroy();
  }
});

it('a repository that Airflow has its DAGs from', async () => {
  const checkout = join(suite().datastoreRoot, 'checkout');
  await git('clone', '--quiet', suite().gitOrigin, checkout);
  await git('-C', checkout, 'config', 'user.name', 'ana');
  await git('-C', checkout, 'config', 'user.email', 'ana@example.com');
  const clone = join(suite().dagsFolder, 'repository');
  if (suite().version === '2') await git('clone', '--quiet', suite().gitOrigin, clone);
  await live('single.git', `git:${join(checkout, dagsInside)}`, {}, async () => {
    await git('-C', clone, 'pull', '--quiet');
  });
});
