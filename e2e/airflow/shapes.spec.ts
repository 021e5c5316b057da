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

/** Flows that go another way each time: tasks to clear, and what the end of the run has in its field `all` after each time. */
const changing = {
  ResizedFlow: {
    tasks: ['start', 'outer', 'items_of_outer', 'work', 'inner', 'join', 'end'],
    all: [
      ['a1', 'b1', 'c1'],
      ['d1', 'd2'],
      ['e1', 'f1'],
    ],
  },
  ResizedWaysFlow: {
    tasks: ['start', 'pick', 'round', 'skip', 'meet', 'join', 'end'],
    all: [['1sm', '2rrm', '3sm'], ['4rrm'], ['5sm', '6rrm']],
  },
  InnerChangeFlow: {
    tasks: ['pick', 'split', 'alone', 'items_of_split', 'work', 'inner', 'merge', 'join', 'end'],
    all: [
      ['a1+a2', 'b1+b2'],
      ['a0', 'b1+b2'],
    ],
  },
  ChangeOfMindFlow: {
    tasks: ['start', 'left', 'right', 'merge', 'end'],
    all: [
      ['try 0', 'left'],
      ['try 1', 'right'],
      ['try 2', 'left'],
    ],
  },
} as const;

describe('a run whose tasks are cleared has the results of the last time only:', () => {
  const seen: Record<string, { readonly runId: string; readonly all: readonly unknown[] }> = {};

  beforeAll(async () => {
    await Promise.all(
      Object.entries(changing).map(async ([dagId, { tasks, all: times }]) => {
        const api = await airflow();
        const first = await runDag(dagId as keyof typeof changing);
        const all = [await resultOf(first)];
        for (const _time of times.slice(1)) all.push(await resultOf(await clearedRun(api, dagId, first.runId, tasks)));
        seen[dagId] = { runId: first.runId, all };
      }),
    );
  });

  it.each(Object.entries(changing))('%s', (dagId, { all }) => {
    expect(seen[dagId]?.all).toEqual(all);
  });

  it('Airflow 2, which waits for items that are gone, still has tasks for them', async () => {
    const names = await namesOfItems('ResizedWaysFlow', seen['ResizedWaysFlow']!.runId, 'pick');
    expect(names.slice(0, 3)).toEqual(suite().version === '2' ? ['5', '6', 'gone'] : ['5', '6', '3']);
  });
});

/** What a run that has ended well has in its field `all`; else how it ended. */
async function resultOf({ state, run }: EndedRun): Promise<unknown> {
  return state === 'success' ? (await run.data)?.['all'] : state;
}

/** Clears tasks of a run that has ended, and waits for its next end. */
async function clearedRun(api: AirflowApi, dagId: string, runId: string, tasks: readonly string[]): Promise<EndedRun> {
  await unlessLocked(() => api.clear(dagId, runId, tasks));
  while ((await api.run(dagId, runId)).state === 'success') await sleep(500);
  return ended(api, dagId, runId);
}

it('a foreach that is too wide for this Airflow says which setting to raise', async () => {
  const tooWide = await runDag('TooWideFlow');
  expect(tooWide.state).toBe('failed');
  expect(tooWide.tasks).toMatchObject({ start: { state: 'failed' } });
  const log = await logOf('TooWideFlow', tooWide, 'start');
  expect(log).toContain('The foreach of step start has 1025 items, more than the 1024 that Airflow takes here');
  expect(log).toContain('MF5204: Raise core.max_map_length');
});
