import { namespace } from '@mf/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DagId } from './dags';
import { ended, type EndedRun, logOf, parsed, runDag, trigger } from './dag-run';
import { hostileTexts } from './flows/hostile-texts';
import { mf } from './mf-command';
import { publishEvent, startRunOf } from './raw-api';
import { airflow, suite } from './suite';

beforeAll(() => namespace(null));

/** Waits for the end of a run that Airflow starts by itself after an action. */
async function startedBy(dagId: DagId, action: () => Promise<unknown>): Promise<EndedRun> {
  const api = await airflow();
  await parsed(api, dagId);
  const before = new Set((await api.runs(dagId)).map(({ runId }) => runId));
  await action();
  for (;;) {
    const run = (await api.runs(dagId)).find(({ runId }) => !before.has(runId));
    if (run) return ended(api, dagId, run.runId);
    await sleep(500);
  }
}

describe('@triggerOnFinish', () => {
  it('starts a flow when a run of another has ended well, and tells it which', async () => {
    let upstream: EndedRun | undefined;
    const { state, run } = await startedBy('AfterFlow', async () => {
      expect((await runDag('UpstreamFlow', { fails: true })).state).toBe('failed');
      upstream = await runDag('UpstreamFlow');
    });
    expect(state).toBe('success');
    const id = `${upstream?.run.pathspec}/end/task`;
    expect(await run.data).toMatchObject({
      seen: { pathspec: upstream?.run.pathspec, successful: true },
      last: { name: 'metaflow.UpstreamFlow.end', id, type: 'run', isDated: true },
    });
    const trigger = await run.trigger;
    expect(trigger?.event).toMatchObject({ name: 'metaflow.UpstreamFlow.end', id, type: 'run' });
    expect((await airflow().then((api) => api.runs('AfterFlow'))).length).toBe(1);
  });
});

describe('@trigger', () => {
  it('sets parameters by what comes with the event, byte for byte, also where that is much', async () => {
    // A variable takes 128 KB.
    const texts = [...hostileTexts, hostileTexts.join('\n').repeat(1500)];
    expect(JSON.stringify(texts).length).toBeGreaterThan(400_000);
    const { state, run } = await startedBy('OnEventFlow', () =>
      publishEvent('data_ready', { date: '{{ 7*7 }} $(id)', texts, ratio: 2.5, count: 5 }),
    );
    expect(state).toBe('success');
    expect(await run.data).toMatchObject({
      day: '{{ 7*7 }} $(id)',
      texts,
      ratio: 2.5,
      count: 1,
      events: [{ name: 'data_ready', type: 'event' }],
    });
  });

  it('fails the run, and says why, when a required parameter is not among it', async () => {
    const ended = await startedBy('OnEventFlow', () => publishEvent('data_ready', { ratio: 'much' }));
    expect(ended.state).toBe('failed');
    expect(await logOf('OnEventFlow', ended, 'start')).toContain('MF2103');
  });

  it('names event and field of a value that is none', async () => {
    const ended = await startedBy('OnEventFlow', () => publishEvent('data_ready', { date: 'x', ratio: 'much' }));
    expect(await logOf('OnEventFlow', ended, 'start')).toContain('from field ratio of event data_ready');
  });

  it('waits for all events, those of its own branch included', async () => {
    const { run } = await startedBy('events.test.b1.AllEventsFlow', async () => {
      await publishEvent('prices', {});
      await publishEvent('mfns.events.test.b1.stock', {});
      await runDag('events.test.b1.BranchFlow');
    });
    expect((await run.data)?.['names']).toEqual([
      'event mfns.events.test.b1.stock',
      'event prices',
      'run metaflow.events.test.b1.BranchFlow.end',
    ]);
  });

  it('with a schedule starts by either', async () => {
    const api = await airflow();
    const { run } = await startedBy('EventOrClockFlow', () => publishEvent('hurry', {}));
    expect((await run.data)?.['isByEvent']).toBe(true);
    expect((await api.dag('EventOrClockFlow'))?.nextRun).toMatch(/^\d{4}-01-01T04:00:00/);
    expect((await (await runDag('EventOrClockFlow')).run.data)?.['isByEvent']).toBe(false);
  });
});

describe('@exitHook', () => {
  const states = ({ tasks }: EndedRun) =>
    Object.fromEntries(
      Object.values(tasks).flatMap(({ taskId, state }) => (taskId.startsWith('on-') ? [[taskId, state]] : [])),
    );

  it('is called after a good run, which stays one when a hook fails', async () => {
    const run = await runDag('HooksFlow');
    expect(run.state).toBe('success');
    expect(states(run)).toEqual({
      'on-success-breaks': 'failed',
      'on-success-celebrate': 'success',
      'on-error-breaks': 'skipped',
      'on-error-mourn': 'skipped',
    });
    expect(await logOf('HooksFlow', run, 'on-success-celebrate')).toContain(`celebrate ${run.run.pathspec} true`);
    expect(await logOf('HooksFlow', run, 'on-success-breaks')).toContain('the hook is broken');
  });

  it('is called after a bad run, when all else is over, and that stays bad', async () => {
    const run = await runDag('HooksFlow', { fails: true });
    expect(run.state).toBe('failed');
    expect(run.tasks).toMatchObject({
      work: { tryNumber: expect.any(Number) as number },
      end: { state: 'upstream_failed' },
    });
    expect(run.states['work']).toEqual(['failed', 'success', 'success']);
    expect(states(run)).toEqual({
      'on-success-breaks': 'skipped',
      'on-success-celebrate': 'skipped',
      'on-error-breaks': 'failed',
      'on-error-mourn': 'success',
    });
    expect(await logOf('HooksFlow', run, 'on-error-mourn')).toContain(`mourn ${run.run.pathspec} false`);
  });

  it('is called for a run that somebody stops, which counts as failed', async () => {
    const api = await airflow();
    const { runId } = await trigger('HooksFlow', { naps: true });
    const work = async () => (await api.tasks('HooksFlow', runId)).find(({ taskId }) => taskId === 'work')?.state;
    while ((await work()) !== 'running') await sleep(500);
    await api.fail('HooksFlow', runId);
    const run = await ended(api, 'HooksFlow', runId);
    expect(run.state).toBe('failed');
    expect(states(run)).toMatchObject({ 'on-success-celebrate': 'skipped', 'on-error-mourn': 'success' });
  });
});

describe('what @airflow and its sensors say', () => {
  it('holds a run until that of another DAG with the same date has ended, in the pool and with the weight it has', async () => {
    const api = await airflow();
    await Promise.all([parsed(api, 'QueuedFlow'), parsed(api, 'UpstreamFlow')]);
    const runId = await startRunOf('QueuedFlow', '2026-01-01T00:00:00+00:00');
    const sensor = async () =>
      (await api.tasks('QueuedFlow', runId)).find(({ taskId }) => taskId === 'wait-for-UpstreamFlow')?.state;
    while ((await sensor()) !== 'up_for_reschedule') await sleep(500);
    await startRunOf('UpstreamFlow', '2026-01-01T00:00:00+00:00');
    const { state, tasks } = await ended(api, 'QueuedFlow', runId);
    expect(state).toBe('success');
    expect(tasks).toMatchObject({ 'wait-for-UpstreamFlow': { state: 'success' }, start: { state: 'success' } });
  });

  it('ends a run that takes longer than it may', async () => {
    const { state } = await runDag('LateFlow');
    expect(state).toBe('failed');
  });

  it('of S3 says what is missing in an Airflow without the package', async () => {
    const api = await airflow();
    const created = await mf([
      'airflow',
      'create',
      'e2e/airflow/flows/events/needs-s3.flow.ts',
      '--output',
      suite().dagsFolder,
    ]);
    expect(created.code).toBe(0);
    for (;;) {
      const error = (await api.importErrors()).find(({ file }) => file.endsWith('NeedsS3Flow.py'));
      if (error) {
        expect(error.stackTrace).toContain('@airflowS3KeySensor needs the package apache-airflow-providers-amazon');
        return;
      }
      await sleep(1000);
    }
  });
});
