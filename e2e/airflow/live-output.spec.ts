import { setTimeout as sleep } from 'node:timers/promises';
import { namespace, Run } from '@mf/client';
import { ended, trigger } from './dag-run';
import { airflow, datastore } from './suite';

it('what a step prints is in the log of Airflow, and in the datastore, while the step runs', async () => {
  namespace(null);
  const api = await airflow();
  const { runId } = await trigger('SlowFlow', { seconds: 10 });
  const read = async () => {
    const tasks = await api.tasks('SlowFlow', runId);
    const start = tasks.find(({ taskId }) => taskId === 'start');
    return start?.state === 'running' && start.renderedFields['metaflow_run_id'] ? start : undefined;
  };
  let task = await read();
  while (!task) {
    await sleep(200);
    task = await read();
  }
  const log = () => api.log('SlowFlow', runId, 'start', 1);
  while (!/^begun$/m.test(await log())) await sleep(200);
  const stored = new Run(`SlowFlow/${String(task.renderedFields['metaflow_run_id'])}`, { datastore: datastore() });
  expect(await stored.step('start').task.then((found) => found?.stdout)).toBe('begun\n');
  expect(await log()).not.toMatch(/^done$/m);
  expect(await read()).toBeDefined();

  expect((await ended(api, 'SlowFlow', runId)).state).toBe('success');
  expect(await log()).toMatch(/^done$/m);
});
