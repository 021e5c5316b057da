import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { namespace } from '@mf/client';
import { workspaceRoot } from '../mf-command';
import { create } from './dags';
import { randomFlow } from './random-flow';
import { type BothRuns, expectSameResults, runBoth } from './side-by-side';
import { suite } from './suite';

/** Each version of Airflow has graphs of its own. To see one again: MF_TEST_SEED=<its seed> MF_TEST_GRAPHS=1. */
const graphs = Number(process.env['MF_TEST_GRAPHS'] ?? 25);
const firstSeed = Number(process.env['MF_TEST_SEED'] ?? (suite().version === '3' ? 1 : 1001));
const seeds = Array.from({ length: graphs }, (_none, index) => firstSeed + index);

describe('a random graph gives the same results on Airflow and on this machine', () => {
  let folder: string;
  let runs: BothRuns[];
  beforeAll(async () => {
    namespace(null);
    await mkdir(join(workspaceRoot, 'dist'), { recursive: true });
    folder = await mkdtemp(join(workspaceRoot, 'dist', 'random-flows-'));
    const flows = await Promise.all(
      seeds.map(async (seed) => {
        const { name, source } = randomFlow(seed);
        const file = join(folder, `random-${seed}.flow.ts`);
        await writeFile(file, source);
        return { dagId: name, flow: name, file: relative(workspaceRoot, file), options: [], conf: {} };
      }),
    );
    await create(
      suite().dagsFolder,
      flows.map(({ file }) => file),
    );
    runs = await runBoth(flows);
  }, 1_800_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(seeds.map((seed, at) => [seed, at]))('of seed %i', (seed, at) => {
    const { source } = randomFlow(seed);
    try {
      expectSameResults(runs[at]!);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n\nof the flow\n\n${source}`, { cause: error });
    }
  });

  it('has all kinds of steps, and lists that are empty', () => {
    const sources = seeds.map((seed) => randomFlow(seed).source).join('\n');
    const failed = runs.filter(({ here }) => !here.successful);
    if (graphs > 10) expect([sources.match(/foreach:|condition:|inputs:/g)?.length, failed.length]).not.toContain(0);
    expect(failed.length).toBeLessThan(graphs);
  });
});
