import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Registry, startRegistry } from '@mf/tools-registry';
import { type FaultServer, startFaultServer } from '../fault-server';
import { root, type S3Server, startS3 } from '../s3/s3-server';
import { Workspace } from './workspace';

const production = ['--environment', 'production'];

let registry: Registry;
/** Counts requests. */
let front: FaultServer;
let s3: S3Server;
let workspace: Workspace;
beforeAll(async () => {
  registry = await startRegistry();
  front = await startFaultServer(registry.url);
  const repository = `${new URL(front.url).host}/team/flows`;
  s3 = await startS3();
  const inS3 = { METAFLOW_DEFAULT_DATASTORE: 's3', METAFLOW_DATASTORE_SYSROOT_S3: root };
  workspace = new Workspace(
    {
      production: { dags: '../dags', registry: repository },
      pods: { dags: '../pods', registry: repository, compute: 'kubernetes', env: inS3 },
    },
    s3.env,
  );
  workspace.writeFlow('Train', 'one');
});
afterAll(async () => {
  workspace.remove();
  await front.stop();
  await registry.stop();
  await s3.stop();
});

interface Told {
  readonly image: string;
  readonly restores?: number;
}
const history = async () =>
  JSON.parse(await workspace.done('deployments', ...production, '--history', 'TrainFlow', '--json')) as Told[];

const isInRegistry = async (image: string) => {
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json';
  const url = `${registry.url}/v2/team/flows/manifests/${image.split('@')[1]!}`;
  return (await fetch(url, { method: 'HEAD', headers: { accept } })).ok;
};

test('the image of a flow is pushed before its DAG is there, and when it is there, nobody asks for it again', async () => {
  const plan = await workspace.done('deploy', ...production, '--dry-run');
  expect(plan).toMatch(/^ACTION +DAG +FLOW +IMAGE +WHY\ncreate +TrainFlow +TrainFlow +[0-9a-f]{12} /m);
  expect(front.requests).toEqual([]);

  expect(await workspace.done('deploy', ...production)).toMatch(
    /Image: 127\.0\.0\.1:\d+\/team\/flows@sha256:[0-9a-f]{64}\n/,
  );
  const [first] = await history();
  expect(await isInRegistry(first!.image)).toBe(true);

  front.requests.splice(0);
  expect(await workspace.done('deploy', ...production)).toMatch('production: 1 unchanged');
  expect(front.requests).toEqual([]);

  workspace.writeFlow('Train', 'two');
  await workspace.done('deploy', ...production);
  // The base and the runner are there: what is sent is the flow alone.
  const uploads = front.requests.filter((request) => request.startsWith('POST'));
  expect(uploads.length).toBeGreaterThan(0);
  await workspace.done('rollback', 'TrainFlow', ...production);
  const [, second, third] = await history();
  expect(second!.image).not.toBe(first!.image);
  expect(third).toMatchObject({ image: first!.image, restores: 1 });
});

test('nothing goes back to an image that the registry has no more', async () => {
  const before = await history();
  front.faults.push({ status: 404, code: 'MANIFEST_UNKNOWN' });
  const { code, output } = await workspace.mf('rollback', 'TrainFlow', ...production, '--number', '2');
  expect(code).toBe(1);
  expect(output).toMatch(/MF2908 TrainFlow cannot go back to number 2 \(ada.*\): its image 127\.0\.0\.1.* no more/);
  expect(await history()).toEqual(before);
});

test('without its image a flow is not deployed', async () => {
  const before = await history();
  workspace.writeFlow('Train', 'three');
  front.faults.push(...Array.from({ length: 200 }, () => ({ status: 403, code: 'DENIED' })));
  const { code, output } = await workspace.mf('deploy', ...production);
  front.faults.splice(0);
  expect([code, output]).toEqual([1, expect.stringMatching(/MF801\d .*denied/i)]);
  expect((await history()).slice(before.length)).toMatchObject([{ state: 'failed' }]);
  expect(await workspace.done('deploy', ...production)).toMatch('(the last deployment failed)');
});

test('with pods, the DAG names the image that was pushed, and is all that Airflow gets', async () => {
  const pods = ['apps/train.flow.ts', '--environment', 'pods'];
  expect(await workspace.done('deploy', ...pods)).toMatch('pods: 1 created');
  const folder = join(workspace.folder, 'pods');
  expect(readdirSync(folder).sort()).toEqual(['TrainFlow.manifest.json', 'TrainFlow.py']);
  const image = /127\.0\.0\.1:\d+\/team\/flows@sha256:[0-9a-f]{64}/.exec(
    readFileSync(join(folder, 'TrainFlow.py'), 'utf8'),
  )![0];
  expect(await isInRegistry(image)).toBe(true);
  expect(await workspace.done('deploy', ...pods)).toMatch('pods: 1 unchanged');
  workspace.writeFlow('Train', 'four');
  expect(await workspace.done('deploy', ...pods)).toMatch(
    'TrainFlow: updated the DAG TrainFlow in ../pods as number 2',
  );
  expect(readFileSync(join(folder, 'TrainFlow.py'), 'utf8')).not.toContain(image);
});
