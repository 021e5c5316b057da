import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namespace } from '@mf/client';
import { type EndedRun, runDag } from '../airflow/dag-run';
import { suite } from '../airflow/suite';
import { type FaultServer, startFaultServer } from '../fault-server';
import { hostAddress } from '../kubernetes/cluster';
import { LocalService } from '../metadata-service/local-service';
import { SharedDatastore } from '../metaflow-client/metaflow';
import { createDags } from './create-dags';

const flow = 'e2e/airflow-kubernetes/served.flow.ts';

let folder: string;
let service: LocalService;
/** The way of pods to the service, to see what they say. */
let fromPods: FaultServer;
let laptop: SharedDatastore;
let run: EndedRun;

beforeAll(async () => {
  namespace(null);
  folder = await mkdtemp(join(tmpdir(), 'mf-service-'));
  service = await LocalService.start(folder, process.env, { keepsIds: true });
  fromPods = await startFaultServer(service.url, hostAddress);
  const variables = { METAFLOW_DEFAULT_METADATA: 'service', METAFLOW_SERVICE_URL: service.url };
  laptop = new SharedDatastore(folder, 'ana', { ...variables, METAFLOW_DEFAULT_DATASTORE: 's3' });
  await createDags(suite().dagsFolder, [flow, '--tag', 'served'], {
    ...variables,
    METAFLOW_SERVICE_INTERNAL_URL: fromPods.url,
  });
  run = await runDag('ServedFlow');
}, 600_000);

afterAll(async () => {
  await fromPods?.stop();
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('pods of Airflow tell a metadata service what they do, and that they live', () => {
  expect(run.state).toBe('success');
  const told = (step: string, what: string) =>
    new RegExp(`^POST /flows/ServedFlow/runs/${run.run.id}/steps/${step}/tasks/[^/]+/${what}$`);
  for (const step of ['start', 'work', 'join', 'end'])
    for (const what of ['artifact', 'metadata'])
      expect(fromPods.requests).toContainEqual(expect.stringMatching(told(step, what)));
  expect(fromPods.requests).toContainEqual(expect.stringMatching(told('join', 'heartbeat')));
});

test("the run is read from there at once, by Metaflow's client and by mf, and nothing has to be pulled", async () => {
  const read = await laptop.read('ServedFlow', run.run.id);
  expect(read).toMatchObject({ successful: true, finished: true, tags: ['served'], data: { sum: 30 } });
  const work = Object.entries(read.tasks).filter(([path]) => path.startsWith('work/'));
  expect(work.map(([, { attempt, artifacts }]) => [attempt, artifacts['n']]).sort()).toEqual([
    [0, 10],
    [1, 20],
  ]);
  const { code, stdout } = await laptop.mf(['logs', flow, `${run.run.id}/end`]);
  expect([code, stdout]).toEqual([0, `[${run.run.id}/end/task] the sum is 30\n`]);
});
