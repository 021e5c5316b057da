import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunAsRead, SharedDatastore } from './metaflow';

const flow = 'e2e/metaflow-client/flows/tagged.flow.ts';

/** What Metaflow's own client read of a run of the golden flow. */
interface GoldenRun {
  readonly user_tags: readonly string[];
  readonly system_tags: readonly string[];
  readonly steps: Readonly<Record<string, { readonly tasks: Readonly<Record<string, GoldenTask>> }>>;
}
interface GoldenTask {
  readonly artifacts: Readonly<
    Record<string, { readonly value: unknown; readonly sha: string; readonly size: number }>
  >;
}

let folder: string;
let store: SharedDatastore;
/** By the branch that they ran on. */
let golden: Map<string, GoldenRun>;

const branchOf = (tags: readonly string[]): string =>
  tags.find((tag) => tag.startsWith('project_branch:'))!.slice('project_branch:'.length);

/** Without those that say which program wrote the run. */
const comparable = (tags: readonly string[]): string[] =>
  tags.filter((tag) => !/^(metaflow|python)_version:/.test(tag));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mf-tagged-'));
  store = new SharedDatastore(folder, 'golden');
  const archive = join(__dirname, '../../packages/client/golden/tagged.tar.gz');
  execFileSync('tar', ['-xzf', archive, '-C', folder, 'tagged/expected.json']);
  const expected = JSON.parse(await readFile(join(folder, 'tagged/expected.json'), 'utf8')) as {
    Tagged: { runs: Record<string, GoldenRun> };
  };
  golden = new Map(Object.values(expected.Tagged.runs).map((run) => [branchOf(run.system_tags), run]));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the flow and returns what Metaflow's client reads of it. */
async function runTagged(...options: string[]): Promise<RunAsRead> {
  const { code, stdout, stderr } = await store.mf(['run', flow, ...options]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const run = await store.read('Tagged');
  expect(stdout).toContain(`Project: goldproj, Branch: ${branchOf(run.system_tags)}`);
  return run;
}

const variants: [string, string[]][] = [
  ['user.golden', ['--tag', 'mytag']],
  ['test.feat1', ['--branch', 'feat1']],
  ['prod', ['--production']],
];

test.each(variants)(
  'on branch %s the run has the tags and the artifacts of the golden one',
  async (branch, options) => {
    const run = await runTagged(...options);
    const expected = golden.get(branch)!;
    expect(comparable(run.system_tags)).toEqual(comparable(expected.system_tags));
    for (const [step, { tasks }] of Object.entries(expected.steps)) {
      const [task] = Object.values(tasks);
      const [mine] = Object.entries(run.tasks).flatMap(([path, each]) => (path.startsWith(`${step}/`) ? [each] : []));
      expect(mine?.artifacts['proj']).toEqual(task?.artifacts['proj']?.value);
      expect(mine?.metadata['project']).toBeUndefined();
    }
  },
);

test('tags of the command line, changed later, are those that Metaflow reads', async () => {
  const run = await runTagged('--tag', 'mytag');
  expect(run.tags).toEqual(['mytag']);
  for (const words of [
    ['add', flow, 'added:later'],
    ['remove', flow, 'mytag'],
  ]) {
    expect(await store.mf(['tag', ...words, '--run-id', run.id])).toMatchObject({ code: 0 });
  }
  expect((await store.read('Tagged', run.id)).tags).toEqual(golden.get('user.golden')!.user_tags);
});

test('the environment chooses the branch, as in Metaflow', async () => {
  const { code } = await store.mf(['run', flow], { METAFLOW_BRANCH: 'b', METAFLOW_PRODUCTION: '1' });
  expect(code).toBe(0);
  expect(branchOf((await store.read('Tagged')).system_tags)).toBe('prod.b');
});

test('a resumed run belongs to the branch that it is resumed on', async () => {
  await runTagged('--production');
  const { code, stderr } = await store.mf(['resume', flow, 'end', '--branch', 'later']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(branchOf((await store.read('Tagged')).system_tags)).toBe('test.later');
});
