import { setTimeout as sleep } from 'node:timers/promises';
import { Flow, namespace } from '@mf/client';
import { ended, logOf, runDag, unlessLocked } from './dag-run';
import { mf } from './mf-command';
import { airflow, datastore, suite } from './suite';

beforeAll(() => namespace(null));

it('names the tasks of a foreach after their items', async () => {
  const { runId } = await runDag('NestedFlow');
  const tasks = await (await airflow()).tasks('NestedFlow', runId);
  const items = tasks
    .filter(({ taskId }) => taskId === 'pick')
    .map(({ mapIndex, renderedFields }) => [mapIndex, renderedFields['metaflow_item']]);
  expect(items.sort()).toEqual([
    [0, '{{ 7*7 }}'],
    [1, 'plain'],
    [2, `'"$(date) 🎬`],
  ]);
});

describe('when one item of an inner foreach fails', () => {
  it('the others go on, the joins that need it do not run, and the run is resumed on this machine', async () => {
    const failed = await runDag('ItemFailsFlow');
    expect(failed.state).toBe('failed');
    expect(failed.states).toMatchObject({
      work: ['success', 'success', 'success', 'failed', 'success', 'success'],
      risky: ['success', 'success', 'success', 'upstream_failed', 'success', 'success'],
      inner: ['success', 'failed', 'success'],
    });
    expect(failed.tasks).toMatchObject({ outer: { state: 'upstream_failed' }, end: { state: 'upstream_failed' } });

    const { code, output } = await mf(
      ['resume', 'e2e/airflow/flows/shapes/item-fails.flow.ts', '--origin-run-id', failed.run.id],
      { METAFLOW_DATASTORE_SYSROOT_LOCAL: suite().datastoreRoot, METAFLOW_USER: 'ana', ITEM_FIXED: '1' },
    );
    expect([code, output]).toEqual([0, expect.any(String)]);
    const run = (await new Flow('ItemFailsFlow', { datastore: datastore() }).latestRun)!;
    expect((await run.data)?.['all']).toEqual([-11, 12, 21, 22, 31, 32]);
  });
});

// With fewer items Airflow 2.11 waits for ever, or runs an index that the list has no more (ADR 19).
const [onAirflow2, onAirflow3] = suite().version === '3' ? [it.skip, it] : [it, it.skip];

onAirflow2('a foreach that is cleared and has fewer items fails, and says what to do', async () => {
  const api = await airflow();
  const { runId } = await runDag('ResizedFlow');
  const tasks = ['start', 'outer', 'items_of_outer', 'work', 'inner', 'join', 'end'];
  await unlessLocked(() => api.clear('ResizedFlow', runId, tasks));
  while ((await api.run('ResizedFlow', runId)).state === 'success') await sleep(100);
  const again = await ended(api, 'ResizedFlow', runId);
  expect(again.state).toBe('failed');
  expect(again.tasks).toMatchObject({ start: { state: 'failed' }, join: { state: 'upstream_failed' } });
  const log = await logOf('ResizedFlow', again, 'start');
  expect(log).toContain('The foreach of step start has 1 item, where it had 3 earlier in this run');
  expect(log).toContain('MF5205: Start a new run');
});

onAirflow3('a foreach that is cleared and has other items joins those only', async () => {
  const api = await airflow();
  const { runId, run } = await runDag('ResizedFlow');
  expect((await run.data)?.['all']).toEqual(['a1', 'b1', 'c1']);
  for (const all of [
    ['d1', 'd2'],
    ['e1', 'f1'],
  ]) {
    const tasks = ['start', 'outer', 'items_of_outer', 'work', 'inner', 'join', 'end'];
    await unlessLocked(() => api.clear('ResizedFlow', runId, tasks));
    while ((await api.run('ResizedFlow', runId)).state === 'success') await sleep(100);
    const again = await ended(api, 'ResizedFlow', runId);
    expect(again.state).toBe('success');
    expect((await again.run.data)?.['all']).toEqual(all);
  }
});

it('a switch that is cleared and chooses another way leads to the results of that way only', async () => {
  const api = await airflow();
  const { runId, run } = await runDag('ChangeOfMindFlow');
  expect((await run.data)?.['log']).toEqual(['try 0', 'left']);
  for (const [attempt, way] of [
    [1, 'right'],
    [2, 'left'],
  ] as const) {
    await unlessLocked(() => api.clear('ChangeOfMindFlow', runId, ['start', 'left', 'right', 'merge', 'end']));
    while ((await api.run('ChangeOfMindFlow', runId)).state === 'success') await sleep(100);
    const again = await ended(api, 'ChangeOfMindFlow', runId);
    expect(again.state).toBe('success');
    expect((await again.run.data)?.['log']).toEqual([`try ${attempt}`, way]);
  }
});

it('a foreach that is too wide for this Airflow says which setting to raise', async () => {
  const tooWide = await runDag('TooWideFlow');
  expect(tooWide.state).toBe('failed');
  expect(tooWide.tasks).toMatchObject({ start: { state: 'failed' } });
  const log = await logOf('TooWideFlow', tooWide, 'start');
  expect(log).toContain('The foreach of step start has 1025 items, more than the 1024 that Airflow takes here');
  expect(log).toContain('MF5204: Raise core.max_map_length');
});
