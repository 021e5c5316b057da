import { namespace } from '@mf/client';
import { logOf, runDag } from './dag-run';
import { delaysBetweenTries } from './raw-api';
import { datastore } from './suite';

beforeAll(() => namespace(null));

describe('a step that fails', () => {
  it('is tried again as often as it may be and not before its own delay, and @retry({ times: 0 }) wins over --with retry', async () => {
    const { state, tasks, run, runId } = await runDag('RetryFlow');
    expect(state).toBe('failed');
    expect(tasks).toMatchObject({
      start: { state: 'success', tryNumber: 2 },
      flaky: { state: 'success', tryNumber: 3 },
      once: { state: 'failed', tryNumber: 1 },
      end: { state: 'upstream_failed' },
    });
    const delays = await delaysBetweenTries('RetryFlow', runId, 'flaky');
    expect(delays).toHaveLength(2);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(3000);
    expect(await delaysBetweenTries('RetryFlow', runId, 'start')).toEqual([expect.any(Number)]);
    const flaky = await run.step('flaky').task;
    expect(await flaky?.currentAttempt).toBe(2);
    expect((await flaky?.data)?.['attempts']).toEqual([1, 2]);
    expect(await run.successful).toBe(false);
  });

  it('fails with exit code 99 too, which Airflow would take for skipped', async () => {
    const { state, tasks } = await runDag('Exit99Flow');
    expect(state).toBe('failed');
    expect(tasks).toMatchObject({ start: { state: 'failed' }, end: { state: 'upstream_failed' } });
  });
});

describe('an Airflow without a datastore', () => {
  it('fails at once and says what to set, and nothing is written anywhere', async () => {
    const ended = await runDag('NoDatastore');
    expect(ended.state).toBe('failed');
    const log = await logOf('NoDatastore', ended, 'start');
    expect(log).toContain('MF5201');
    expect(log).toContain('METAFLOW_DATASTORE_SYSROOT_LOCAL');
    const runs = await datastore().metadata.runs('ParameterFlow');
    expect(runs.map(({ run }) => run)).not.toContain(ended.run.id);
  });
});
