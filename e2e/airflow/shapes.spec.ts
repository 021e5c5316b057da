import { setTimeout as sleep } from 'node:timers/promises';
import { Flow, namespace } from '@mf/client';
import type { AirflowApi } from '@mf/airflow';
import { type EndedRun, ended, logOf, runDag, unlessLocked } from './dag-run';
import { mf } from './mf-command';
import { namesOfItems } from './raw-api';
import { airflow, datastore, suite } from './suite';

beforeAll(() => namespace(null));

it('names the tasks of a foreach after their items', async () => {
  const { runId } = await runDag('NestedFlow');
  expect(await namesOfItems('NestedFlow', runId, 'pick')).toEqual(['{{ 7*7 }}', 'plain', `'"$(date) 🎬`]);
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

it('a foreach that is cleared and has other items joins those only', async () => {
  const api = await airflow();
  const { runId, run } = await runDag('ResizedFlow');
  expect((await run.data)?.['all']).toEqual(['a1', 'b1', 'c1']);
  const tasks = ['start', 'outer', 'items_of_outer', 'work', 'inner', 'join', 'end'];
  for (const all of [
    ['d1', 'd2'],
    ['e1', 'f1'],
  ]) {
    const again = await clearedRun(api, 'ResizedFlow', runId, tasks);
    expect(again.state).toBe('success');
    expect((await again.run.data)?.['all']).toEqual(all);
  }
});

it('so does one whose items go different ways', async () => {
  const api = await airflow();
  const { runId, run } = await runDag('ResizedWaysFlow');
  expect((await run.data)?.['all']).toEqual(['1sab', '2rrab', '3sab']);
  const tasks = ['start', 'pick', 'round', 'skip', 'fan', 'a', 'b', 'meet', 'join', 'end'];
  for (const all of [['4rrab'], ['5sab', '6rrab']]) {
    const again = await clearedRun(api, 'ResizedWaysFlow', runId, tasks);
    expect(again.state).toBe('success');
    expect((await again.run.data)?.['all']).toEqual(all);
  }
  // Airflow 2 waits for what is gone: it still has tasks, which do nothing.
  const names = ['5', '6', ...(suite().version === '2' ? ['gone'] : [])];
  expect((await namesOfItems('ResizedWaysFlow', runId, 'pick')).slice(0, names.length)).toEqual(names);
});

/** Clears tasks of a run that has ended, and waits for its next end. */
async function clearedRun(api: AirflowApi, dagId: string, runId: string, tasks: readonly string[]): Promise<EndedRun> {
  await unlessLocked(() => api.clear(dagId, runId, tasks));
  while ((await api.run(dagId, runId)).state === 'success') await sleep(100);
  return ended(api, dagId, runId);
}

it('a switch that is cleared and chooses another way leads to the results of that way only', async () => {
  const api = await airflow();
  const { runId, run } = await runDag('ChangeOfMindFlow');
  expect((await run.data)?.['log']).toEqual(['try 0', 'left']);
  for (const [attempt, way] of [
    [1, 'right'],
    [2, 'left'],
  ] as const) {
    const again = await clearedRun(api, 'ChangeOfMindFlow', runId, ['start', 'left', 'right', 'merge', 'end']);
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
