import { readRun } from '../testing/read-run';
import { runBundle, workplace, type Workplace } from '../testing/test-flow';

jest.setTimeout(60_000);

const run = 'airflow-0123456789ab';
const airflow2 = { AIRFLOW_CTX_EXECUTION_DATE: '2026-01-01T00:00:00+00:00' };
const airflow3 = { AIRFLOW_CTX_LOGICAL_DATE: '2026-01-01T00:00:00+00:00' };

let at: Workplace;
beforeEach(async () => {
  at = await workplace({
    name: 'Wide',
    source: `import { FlowSpec, step, type Inputs } from '@mf/flow';
export class Wide extends FlowSpec {
  items!: number[];
  @step start() { this.items = Array(Number(process.env['WIDTH'])).fill(1); this.next(this.work, { foreach: 'items' }); }
  @step work() { this.next(this.end); }
  @step end(_inputs: Inputs<Wide>) {}
}`,
    steps: {
      start: { kind: 'foreach', to: 'work', over: 'items' },
      work: { kind: 'linear', to: 'end' },
      end: { kind: 'end', inputs: true },
    },
  });
});
afterEach(() => at.remove());

/** Runs the split, which may hand on three items. */
const start = (attempt: number, width: number, airflow: Record<string, string>) =>
  runBundle(at.bundle, ['step', 'start', '--run-id', run, '--attempt', String(attempt), '--tell', 'stdout'], {
    ...at.env,
    ...airflow,
    METAFLOW_RUNTIME_NAME: 'airflow',
    MF_MAX_ITEMS: '3',
    WIDTH: String(width),
  });

test('a foreach that is wider than the scheduler takes says what to raise, and its result is kept', async () => {
  const tooWide = await start(0, 4, airflow3);
  expect(tooWide).toMatchObject({ code: 1, stdout: '' });
  expect(tooWide.stderr).toMatch(
    /^TooManyItemsError: The foreach of step start has 4 items, more than the 3 that Airflow takes here\nMF5204: Raise core\.max_map_length/,
  );
  const { steps } = await readRun(at, run);
  expect(steps['start']?.[0]?.data['items']).toEqual([1, 1, 1, 1]);
  expect((await start(1, 3, airflow3)).stdout).toContain('"2 1"');
});

/** What a split told the scheduler. */
const told = async (...args: Parameters<typeof start>): Promise<unknown> => {
  const { code, stdout, stderr } = await start(...args);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
};

test('one that is cleared and has fewer items has ones that are gone on Airflow 2, which would wait for ever', async () => {
  expect((await start(0, 4, airflow2)).stderr).toContain('MF5204');
  expect(await told(1, 1, airflow2)).toEqual(['0 1']);
  expect(await told(2, 3, airflow2)).toEqual(['0 1', '1 1', '2 1']);
  for (const attempt of [3, 4, 8, 9]) expect(await told(attempt, 1, airflow2)).toEqual(['0 1', '1x gone', '2x gone']);
  expect(await told(11, 1, airflow3)).toEqual(['0 1']);
  // Started anew under its old id.
  expect(await told(0, 1, airflow2)).toEqual(['0 1']);
});

test('items whose tasks have begun count when no attempt is there any more that had as many', async () => {
  expect(await told(0, 1, airflow2)).toEqual(['0 1']);
  expect(await told(5, 3, airflow2)).toHaveLength(3);
  const work = ['step', 'work', '--run-id', run, '--attempt', '0', '--item', '2 1'];
  expect((await runBundle(at.bundle, work, { ...at.env, ...airflow2 })).code).toBe(0);
  expect(await told(6, 2, airflow2)).toHaveLength(3);
  expect(await told(7, 1, airflow2)).toEqual(['0 1', '1x gone', '2x gone']);
});

test('the task of an item that is gone does nothing, and says so', async () => {
  await told(0, 1, airflow2);
  const work = ['step', 'work', '--run-id', run, '--attempt', '0', '--item', '1x gone'];
  const { code, stdout } = await runBundle(at.bundle, work, { ...at.env, ...airflow2 });
  expect([code, stdout]).toEqual([0, 'This item is gone: the foreach has fewer items than before.\n']);
  expect(Object.keys((await readRun(at, run)).steps)).toEqual(['start']);
});
