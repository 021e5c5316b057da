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
  expect((await start(1, 3, airflow3)).stdout).toContain('"index":"2"');
});

test('one that is cleared and has fewer items ends on Airflow 2, which would wait for ever', async () => {
  expect((await start(0, 4, airflow2)).stderr).toContain('MF5204');
  expect(await start(1, 3, airflow2)).toMatchObject({ code: 0, stderr: '' });
  for (const attempt of [2, 3, 8, 9]) {
    const fewer = await start(attempt, 1, airflow2);
    expect(fewer).toMatchObject({ code: 1, stdout: '' });
    expect(fewer.stderr).toMatch(
      /^FewerItemsError: The foreach of step start has 1 item, where it had 3 earlier in this run\nMF5205: Start a new run/,
    );
  }
  expect(await start(10, 3, airflow2)).toMatchObject({ code: 0 });
  expect(await start(11, 1, airflow3)).toMatchObject({ code: 0 });
  // Started anew under its old id.
  expect(await start(0, 1, airflow2)).toMatchObject({ code: 0 });
});
