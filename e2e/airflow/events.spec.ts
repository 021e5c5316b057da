import { namespace } from '@mf/client';
import { type EndedRun, logOf, runDag, startedBy } from './dag-run';
import { hostileTexts } from './flows/hostile-texts';
import { publishEvent } from './raw-api';
import { airflow } from './suite';

beforeAll(() => namespace(null));

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
    const texts = [...hostileTexts, hostileTexts.join('\n').repeat(2000)];
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
    expect(await logOf('OnEventFlow', ended, 'start')).toMatch(/MF2103: .* without field \w+ of event data_ready/);
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
