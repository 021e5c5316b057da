import { setTimeout as sleep } from 'node:timers/promises';
import { bucket } from '../s3/s3-server';
import { ended, parsed } from './dag-run';
import { create } from './dags';
import { startRunOf } from './raw-api';
import { airflow, suite } from './suite';

describe('what @airflow and its sensors say', () => {
  it('holds a run until that of another DAG with the same date has ended, in the pool and with the weight it has', async () => {
    const api = await airflow();
    await Promise.all([parsed(api, 'QueuedFlow'), parsed(api, 'SingleStepFlow')]);
    const runId = await startRunOf('QueuedFlow', '2026-01-01T00:00:00+00:00');
    const sensor = async () =>
      (await api.tasks('QueuedFlow', runId)).find(({ taskId }) => taskId === 'wait-for-SingleStepFlow')?.state;
    while ((await sensor()) !== 'up_for_reschedule') await sleep(500);
    await startRunOf('SingleStepFlow', '2026-01-01T00:00:00+00:00');
    const { state, tasks } = await ended(api, 'QueuedFlow', runId);
    expect(state).toBe('success');
    expect(tasks).toMatchObject({ 'wait-for-SingleStepFlow': { state: 'success' }, start: { state: 'success' } });
  });

  it('waits for an object in S3; an Airflow without the package names it', async () => {
    const api = await airflow();
    await create(suite().dagsFolder, ['e2e/airflow/flows/events/awaits-s3.flow.ts']);
    if (suite().version === '2') {
      const importError = async () => (await api.importErrors()).find(({ file }) => file.endsWith('AwaitsS3Flow.py'));
      let error = await importError();
      for (; !error; error = await importError()) await sleep(1000);
      expect(error.stackTrace).toContain('@airflowS3KeySensor needs the package apache-airflow-providers-amazon');
      return;
    }
    await parsed(api, 'AwaitsS3Flow');
    const runId = await startRunOf('AwaitsS3Flow', '2026-01-02T00:00:00+00:00');
    const sensor = async () =>
      (await api.tasks('AwaitsS3Flow', runId)).find(({ taskId }) => taskId.startsWith('wait-for'))?.state;
    while ((await sensor()) !== 'running') await sleep(500);
    await fetch(`${suite().s3Url}/${bucket}/films/2026-01-02/done-today`, { method: 'PUT' });
    expect(await ended(api, 'AwaitsS3Flow', runId)).toMatchObject({
      ...{ state: 'success', tasks: { start: { state: 'success' } } },
    });
  });
});
