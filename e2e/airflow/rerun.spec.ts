import { setTimeout as sleep } from 'node:timers/promises';
import { namespace } from '@mf/client';
import { ended, logOf, runDag, unlessLocked } from './dag-run';
import { airflow } from './suite';

/** Metaflow's readers know attempts 0 to 5; Airflow lets a task run as often as one likes. */
const tries = 11;

it('tasks that are cleared and run again replace their older results, and what is read of them, however often', async () => {
  namespace(null);
  const api = await airflow();
  let latest = await runDag('RerunFlow');
  for (let tryNumber = 1; tryNumber <= tries; tryNumber++) {
    expect(latest.state).toBe('success');
    expect(latest.tasks['end']?.tryNumber).toBe(tryNumber);
    const task = await latest.run.step('end').task;
    expect(await task?.successful).toBe(true);
    expect(await task?.data).toMatchObject({ attempt: tryNumber - 1, read: tryNumber - 1 });
    expect(await task?.stdout).toBe(`attempt ${tryNumber - 1}\n`);
    expect(await task?.currentAttempt).toBe(Math.min(tryNumber - 1, 5));
    expect(await logOf('RerunFlow', latest, 'end')).toContain(`attempt ${tryNumber - 1}`);
    if (tryNumber === tries) break;
    const { runId } = latest;
    await unlessLocked(() => api.clear('RerunFlow', runId, ['work', 'end']));
    while ((await api.run('RerunFlow', latest.runId)).state === 'success') await sleep(100);
    latest = await ended(api, 'RerunFlow', latest.runId);
  }
  expect(latest.tasks['start']?.tryNumber).toBe(1);
}, 900_000);
