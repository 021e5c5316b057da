import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAirflow } from '@mf/airflow';
import { type RunningAirflow, startAirflow } from '@mf/tools-airflow';
import { create } from './dags';
import { suite } from './suite';

const queues = ['default', 'gpu'];

let folder: string;
let running: RunningAirflow | undefined;

/** An Airflow of its own: which executor runs the tasks is said once for all of them. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-e2e-queues-'));
  await create(join(folder, 'dags'), ['e2e/airflow/flows/queues.flow.ts']);
  running = await startAirflow({
    ...{ version: suite().version, home: join(folder, 'home'), dagsFolder: join(folder, 'dags') },
    ...{ database: 'postgres', queues, env: { METAFLOW_DATASTORE_SYSROOT_LOCAL: folder } },
    onLine: (line) => process.stderr.write(`[airflow ${suite().version}, queues] ${line}\n`),
  });
});

afterAll(async () => {
  await running?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('a step runs on the workers of its queue', async () => {
  const api = await connectAirflow(running!);
  while ((await api.dag('QueuesFlow')) === undefined) await sleep(500);
  const { runId } = await api.trigger('QueuesFlow', {});
  let { state } = await api.run('QueuesFlow', runId);
  for (; state !== 'success' && state !== 'failed'; { state } = await api.run('QueuesFlow', runId)) await sleep(1000);
  expect(state).toBe('success');
  const said = Object.fromEntries(
    await Promise.all(
      queues.map(
        async (queue) => [queue, await readFile(join(folder, 'home', 'logs', `worker-${queue}.log`), 'utf8')] as const,
      ),
    ),
  );
  const ranOn = (task: string) => queues.filter((queue) => new RegExp(`\\b${task}\\b`).test(said[queue]!));
  expect({ start: ranOn('start'), train: ranOn('train'), end: ranOn('end') }).toEqual({
    start: ['default'],
    train: ['gpu'],
    end: ['default'],
  });
});
