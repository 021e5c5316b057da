import { namespace } from '@mf/client';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { root, s3Environment } from '../s3/s3-server';
import { type EndedRun, runDag } from './dag-run';
import { dags, setOnAirflow } from './dags';
import { suite } from './suite';

const { file } = dags.InS3;

let store: SharedDatastore;
let failed: EndedRun;

beforeAll(async () => {
  namespace(null);
  const env = s3Environment(suite().s3Url);
  store = new SharedDatastore(suite().datastoreRoot, 'ana', env);
  await setOnAirflow('InS3', { ...env, METAFLOW_DEFAULT_DATASTORE: 's3' });
  failed = await runDag('InS3');
});

test("a run on Airflow keeps its data in S3, where Metaflow's client reads it", async () => {
  expect(failed.state).toBe('failed');
  const read = await store.read('DebugFlow', failed.run.id);
  expect(read).toMatchObject({ successful: false, finished: false });
  expect(read.tasks['a/task']).toMatchObject({
    ...{ successful: true, artifacts: { x: 43 }, parents: ['start/task'] },
    metadata: { 'ds-type': 's3', 'ds-root': root },
    stdout: expect.stringContaining('x is now 43') as string,
  });
  expect(read.tasks['b/task']?.exception?.message).toContain('cannot work with x = 43');
  expect((await store.mf(['logs', file, `${failed.run.id}/a`])).stdout).toContain('x is now 43');
});

test('and is resumed from there', async () => {
  const resume = ['resume', file, '--origin-run-id', failed.run.id];
  const elsewhere = await store.mf(resume, { DEBUG_FLOW_FIXED: '1' });
  expect(elsewhere).toMatchObject({ code: 1, stderr: expect.stringContaining('--datastore s3') as string });
  // As it is printed, word by word.
  const { stdout } = await store.mf(['logs', file, `${failed.run.id}/b`, '--stderr']);
  const [, printed = ''] = /mf (resume .*)$/m.exec(stdout) ?? [];
  expect(printed).toBe([...resume, '--datastore', 's3'].join(' '));
  expect(await store.mf(printed.split(' '), { DEBUG_FLOW_FIXED: '1' })).toMatchObject({ code: 0 });
  const resumed = await store.read('DebugFlow');
  expect(resumed).toMatchObject({ successful: true, data: { x: 43 } });
  const tasks = Object.entries(resumed.tasks);
  const originOf = (step: string) => tasks.find(([path]) => path.startsWith(`${step}/`))?.[1].origin;
  expect(originOf('a')).toBe(`${failed.run.pathspec}/a/task`);
  expect(originOf('b')).toBeNull();
});
