import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { namespace } from '@mf/client';
import { LocalService } from '../metadata-service/local-service';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { ended, type EndedRun, runDag, unlessLocked } from './dag-run';
import { dags, setOnAirflow } from './dags';
import { airflow, suite } from './suite';

const { file } = dags.InService;
const joined = [-11, 12, 21, 22, 31, 32];

let folder: string;
let service: LocalService;
let store: SharedDatastore;
let failed: EndedRun;

beforeAll(async () => {
  namespace(null);
  folder = await mkdtemp(join(tmpdir(), 'mf-service-'));
  service = await LocalService.start(folder, process.env, { keepsIds: true });
  const variables = { METAFLOW_SERVICE_URL: service.url, METAFLOW_DEFAULT_METADATA: 'service' };
  store = new SharedDatastore(suite().datastoreRoot, 'ana', variables);
  await setOnAirflow('InService', variables);
  failed = await runDag('InService');
});

afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a run on Airflow is at the service once, under its own ids, where Metaflow reads it', async () => {
  expect(failed.state).toBe('failed');
  const { id } = failed.run;
  const runs = (await (await fetch(`${service.url}/flows/ItemFailsFlow/runs`)).json()) as { run_number: string }[];
  expect(runs.map(({ run_number: run }) => run)).toEqual([id]);
  const files = await readdir(join(suite().datastoreRoot, '.metaflow', 'ItemFailsFlow', id), { recursive: true });
  expect(files.filter((path) => path.endsWith('.json') && path.includes('_meta'))).toEqual([]);

  const { successful, tasks } = await store.read('ItemFailsFlow', id);
  expect(successful).toBe(false);
  expect(Object.keys(tasks).filter((path) => path.startsWith('work/'))).toHaveLength(6);
  expect(tasks['work/task-1.0']).toMatchObject({ successful: true, artifacts: { n: 21 }, parents: ['split/task-1'] });
  expect(tasks['work/task-1.1']?.exception?.message).toContain('cannot work on 22');
  expect(tasks['inner/task-0']?.artifacts).toMatchObject({ all: joined.slice(0, 2) });
  expect(Object.keys(tasks).filter((path) => /^(inner.task-1|outer|end)/.test(path))).toEqual([]);
});

test('is resumed from the service, as its log says', async () => {
  const { stdout } = await store.mf(['logs', file, `${failed.run.id}/work`, '--stderr']);
  const [, printed = ''] = /mf (resume .*)$/m.exec(stdout) ?? [];
  expect(printed).toBe(`resume ${file} --origin-run-id ${failed.run.id} --metadata service`);
  expect(await store.mf(printed.split(' '), { ITEM_FIXED: '1' })).toMatchObject({ code: 0 });
  const { id, successful, data, tasks } = await store.read('ItemFailsFlow');
  expect([id, successful, data?.['all']]).toEqual([expect.stringMatching(/^\d+$/), true, joined]);
  const [start] = Object.entries(tasks).find(([path]) => path.startsWith('start/')) ?? [];
  expect(tasks[start ?? '']?.origin).toBe(`${failed.run.pathspec}/start/task`);
});

test('and what is run again on Airflow replaces there what it was', async () => {
  const api = await airflow();
  await setOnAirflow('InService', { ITEM_FIXED: '1' });
  const { runId } = failed;
  await unlessLocked(() => api.clear('InService', runId, ['work', 'risky', 'inner', 'outer', 'end']));
  while ((await api.run('InService', runId)).state === 'failed') await sleep(100);
  expect((await ended(api, 'InService', runId)).state).toBe('success');
  const { successful, data, tasks } = await store.read('ItemFailsFlow', failed.run.id);
  expect([successful, data?.['all']]).toEqual([true, joined]);
  expect(tasks['work/task-1.1']).toMatchObject({ successful: true, artifacts: { n: 22 }, exception: null });
});
