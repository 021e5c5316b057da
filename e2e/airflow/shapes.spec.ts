import { setTimeout as sleep } from 'node:timers/promises';
import { Flow, namespace } from '@mf/client';
import type { JsonObject } from '@mf/ir';
import { ended, logOf, runDag, unlessLocked } from './dag-run';
import type { DagId } from './dags';
import { mf } from './mf-command';
import { localResults, resultsOf } from './results';
import { airflow, datastore, suite } from './suite';

beforeAll(() => namespace(null));

describe('every shape of graph gives the same artifacts, to the byte, as a run on this machine', () => {
  it.each<[DagId, JsonObject, string]>([
    ['NestedFlow', {}, String.raw`[["{{ 7*7 }}/1","{{ 7*7 }}/2"],["plain"],["'\"$(date)\n🎬/1","'\"$(date)\n🎬/2"]]`],
    ['ThreeLevelsFlow', {}, 'side a,ap1,ap2,ap3,aq4,side b,br4'],
    ['LoopFlow', {}, '351 after 3,207 after 2'],
    ['SwitchesFlow', { way: 'a', deep: 'x' }, 'a,x,merge,p1,last'],
    ['SwitchesFlow', { way: 'a', deep: 'm' }, 'a,merge,p2,last'],
    ['SwitchesFlow', { way: 'b', deep: 'x' }, 'b,last'],
    ['SwitchesFlow', { way: 'c', deep: 'm' }, 'merge,p2,last'],
  ])('%s %j', async (dagId, conf, printed) => {
    const args = Object.entries(conf).map(([name, value]) => `--${name}=${String(value)}`);
    const [there, here] = await Promise.all([runDag(dagId, conf), localResults(dagId, args)]);
    expect([there.state, there.states]).toEqual(['success', there.states]);
    expect(await (await there.run.endTask)?.stdout).toBe(`${printed}\n`);
    expect(await resultsOf(there.run)).toEqual(here);
  });
});

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
  expect(log).toContain('The foreach has 1025 items, and this Airflow maps over at most 1024');
  expect(log).toContain('core.max_map_length');
});
