import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunAsRead, SharedDatastore, type TaskAsRead } from './metaflow';

let store: SharedDatastore;

beforeAll(async () => {
  store = new SharedDatastore(await mkdtemp(join(tmpdir(), 'mf-e2e-')), 'tester');
});
afterAll(() => rm(store.folder, { recursive: true, force: true }));

/** The tasks of a step. */
const tasksOf = (run: RunAsRead, step: string): TaskAsRead[] =>
  Object.entries(run.tasks).flatMap(([path, task]) => (path.startsWith(`${step}/`) ? [task] : []));
const taskOf = (run: RunAsRead, step: string): TaskAsRead => tasksOf(run, step)[0]!;

describe("Metaflow's Python client reads a run of parameter-flow", () => {
  let run: RunAsRead;
  beforeAll(async () => {
    const { code, stderr } = await store.mf([
      'run',
      'apps/parameter-flow/src/parameter.flow.ts',
      '--alpha',
      '0.5',
      '--tag',
      'mine',
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    run = await store.read('ParameterFlow');
  });

  test('as the latest run, successful and finished', () => {
    expect(run).toMatchObject({ successful: true, finished: true });
  });
  test('with the value of its parameter', () => {
    expect(run.data).toMatchObject({ alpha: { float: '0.5' } });
  });
  test('with its tags', () => {
    expect(run.tags).toEqual(['mine']);
    expect(run.system_tags).toEqual(expect.arrayContaining(['user:tester', 'runtime:dev']));
  });
  test("with every task's output", () => {
    expect(taskOf(run, 'start').stdout).toBe('alpha is 0.5\n');
    expect(taskOf(run, 'end').stdout).toBe('alpha is still 0.5\n');
  });
  test('with the parents and children of its tasks', () => {
    expect(taskOf(run, 'start').parents).toEqual([]);
    expect(taskOf(run, 'start').children).toEqual(['end/2']);
    expect(taskOf(run, 'end').parents).toEqual(['start/1']);
  });
});

describe("Metaflow's Python client reads branches and a join with real data", () => {
  let run: RunAsRead;
  beforeAll(async () => {
    const { code, stderr } = await store.mf(['run', 'apps/movie-stats-flow/src/movie-stats.flow.ts']);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    run = await store.read('MovieStatsFlow');
  });

  test('films as a list of dicts, missing values as None', () => {
    const films = taskOf(run, 'start').artifacts['films'] as Record<string, unknown>[];
    expect(films.length).toBe(2705);
    expect(films.some((film) => film['genre'] === null)).toBe(true);
    expect(films[0]).toEqual({
      title: 'The Land Girls',
      year: 1998,
      genre: null,
      director: null,
      gross: 146083,
      rating: { float: '6.1' },
      votes: 1071,
    });
  });
  test('the join has both branches as parents', () => {
    expect(taskOf(run, 'join').parents.map((parent) => parent.split('/')[0])).toEqual(['byDecade', 'byGenre']);
  });
  test('the report that the end printed', () => {
    expect(run.data?.['report']).toContain('Drama');
    expect(taskOf(run, 'end').stdout).toBe(`${String(run.data?.['report'])}\n`);
  });
});

describe("Metaflow's Python client reads a failed run, and what was resumed from it", () => {
  test('exception with the type, message and line of the author', async () => {
    const { code } = await store.mf(['run', 'apps/debug-flow/src/debug.flow.ts']);
    expect(code).toBe(1);
    const run = await store.read('DebugFlow');
    expect(run).toMatchObject({ successful: false, finished: false });
    const failed = taskOf(run, 'b');
    expect(failed).toMatchObject({
      successful: false,
      exception: { type: 'Error', message: 'cannot work with x = 43' },
    });
    expect(failed.exception?.stack).toMatch(/apps\/debug-flow\/src\/debug\.flow\.ts:\d+:\d+/);
    expect(failed.stderr).toMatch(/apps\/debug-flow\/src\/debug\.flow\.ts:\d+:\d+/);
    expect(failed.artifacts).toMatchObject({ x: 43 });
  });

  test('resumed: tasks that succeeded are clones with an origin, the rest ran', async () => {
    const failed = await store.read('DebugFlow');
    const { code, stderr } = await store.mf(
      ['resume', 'apps/debug-flow/src/debug.flow.ts', '--origin-run-id', failed.id],
      {
        DEBUG_FLOW_FIXED: '1',
      },
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const run = await store.read('DebugFlow');
    expect(run).toMatchObject({ successful: true, data: { x: 43 } });
    expect(taskOf(run, 'a').origin).toMatch(new RegExp(`^DebugFlow/${failed.id}/a/`));
    expect(taskOf(run, 'b').origin).toBeNull();
  });
});

describe('Metaflow itself resumes a run that TypeScript started', () => {
  test('clones what succeeded and runs the rest in Python', async () => {
    await store.mf(['run', 'apps/debug-flow/src/debug.flow.ts']);
    const failed = await store.read('DebugFlow');
    await writeFile(
      join(store.folder, 'debug_flow.py'),
      `from metaflow import FlowSpec, step

class DebugFlow(FlowSpec):
    @step
    def start(self):
        raise Exception("not again")
        self.next(self.a)
    @step
    def a(self):
        raise Exception("not again")
        self.next(self.b)
    @step
    def b(self):
        self.y = self.x * 2
        self.next(self.end)
    @step
    def end(self):
        pass

if __name__ == "__main__":
    DebugFlow()
`,
    );
    const { code, stderr } = await store.python([
      'debug_flow.py',
      '--no-pylint',
      'resume',
      '--origin-run-id',
      failed.id,
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect((await store.read('DebugFlow')).data).toMatchObject({ x: 43, y: 86 });
  });
});
