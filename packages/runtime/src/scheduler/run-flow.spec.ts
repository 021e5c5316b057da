import { ForeachFrame, PyTuple } from '@mf/datastore';
import { readRun } from '../testing/read-run';
import { type TestFlow, workplace, type Workplace } from '../testing/test-flow';
import { type RunOptions, runFlow } from './run-flow';

jest.setTimeout(60_000);

const places: Workplace[] = [];
afterAll(() => places.forEach((place) => place.remove()));

async function place(flow: TestFlow): Promise<Workplace> {
  const made = await workplace(flow);
  places.push(made);
  return made;
}

function run(at: Workplace, options: Partial<RunOptions> = {}) {
  return runFlow({ bundle: at.bundle, ir: at.ir, output: at.output, env: at.env, cwd: at.root, ...options });
}

/** What a run printed, without times, process and run ids. */
function lines({ printed }: Workplace): string[] {
  return printed.map((line) =>
    line
      .replace(/^\S+ \S+ /, '')
      .replace(/\d{16}/g, 'RUN')
      .replace(/\(pid \d+\)/, '(pid N)'),
  );
}

const linear: TestFlow = {
  name: 'Linear',
  source: `import { current, FlowSpec, step, parameter } from '@mf/flow';
export class Linear extends FlowSpec {
  alpha = parameter({ type: 'float', default: 1, help: 'x' });
  titles = parameter({ name: 'all-titles', default: 'a,b', separator: ',' });
  info = parameter({ type: 'json', default: (context) => ({ who: context.userName, flow: context.flowName }) });
  threshold = { k: 1 };
  half = () => this.alpha / 2;
  x!: number; list!: number[]; untouched!: number[]; gone!: string; facts!: unknown;
  @step start() {
    this.x = 1; this.list = [1, 2]; this.untouched = [7]; this.gone = 'soon';
    console.log('alpha', this.alpha, typeof this.alpha);
    console.error('to stderr');
    this.next(this.a);
  }
  @step async a() {
    await null;
    this.x += 1; this.list.push(3); this.gone = undefined as never;
    this.facts = [current.flowName, current.runId, current.stepName, current.taskId, current.retryCount, current.originRunId,
      current.pathspec, current.namespace, current.username, [...current.tags], current.isRunningFlow, current.parameters,
      Object.keys((current.graph as any).steps)];
    this.next(this.end);
  }
  @step end() { process.stdout.write('x is ' + this.x + '\\n  ' + [this.list, this.half(), this.titles, this.info.who, this.threshold.k].join(' ')); }
}`,
  steps: { start: { kind: 'linear', to: 'a' }, a: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
  parameters: ['alpha', 'titles', 'info'],
  constants: ['threshold'],
};

test('runs steps in processes, keeps artifacts, and prints in the manner of Metaflow', async () => {
  const at = await place(linear);
  const result = await run(at, { parameters: { alpha: '3' }, tags: ['t1'] });
  expect(result).toEqual({ run: expect.stringMatching(/^\d{16}$/) as string, status: 'succeeded' });
  expect(at.printed[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} Workflow starting \(run-id \d{16}\):$/);
  expect(lines(at)).toEqual([
    'Workflow starting (run-id RUN):',
    '[RUN/start/1 (pid N)] Task is starting.',
    '[RUN/start/1 (pid N)] alpha 3 number',
    '[RUN/start/1 (pid N)] to stderr',
    '[RUN/start/1 (pid N)] Task finished successfully.',
    '[RUN/a/2 (pid N)] Task is starting.',
    '[RUN/a/2 (pid N)] Task finished successfully.',
    '[RUN/end/3 (pid N)] Task is starting.',
    '[RUN/end/3 (pid N)] x is 2',
    '[RUN/end/3 (pid N)]   1,2,3 1.5 a,b tester 1',
    '[RUN/end/3 (pid N)] Task finished successfully.',
    'Done!',
  ]);

  const { steps, successful } = await readRun(at, result.run);
  expect(successful).toBe(true);
  const [start] = steps['start'] ?? [];
  const [end] = steps['end'] ?? [];
  expect(start).toMatchObject({ id: '1', stdout: 'alpha 3 number\n', stderr: 'to stderr\n', successful: true });
  expect(end?.data).toEqual({
    alpha: new Number(3),
    titles: ['a', 'b'],
    info: { who: 'tester', flow: 'Linear' },
    threshold: { k: 1 },
    x: 2,
    list: [1, 2, 3],
    untouched: [7],
    facts: [
      ...['Linear', result.run, 'a', '2', 0, null, `Linear/${result.run}/a/2`, 'user:tester', 'tester', ['t1'], true],
      { alpha: 3, titles: ['a', 'b'], info: { who: 'tester', flow: 'Linear' } },
      ['start', 'a', 'end'],
    ],
  });
  expect(end?.parents).toEqual(['a/2']);
  expect(end?.metadata).toMatchObject({
    attempt: '0',
    'origin-run-id': 'None',
    attempt_ok: 'True',
    'script-name': 'test.flow.ts',
  });
  expect(await start?.internal('_transition')).toEqual(PyTuple.of<unknown>(['a'], null));
});

test('static branches are joined by name and in order, and artifacts are merged', async () => {
  const at = await place({
    name: 'Branches',
    source: `import { FlowSpec, parameter, step, type Inputs } from '@mf/flow';
export class Branches extends FlowSpec {
  rate = parameter({ type: 'float', default: 2 });
  common!: string; conflict!: number; onlyA!: string; onlyB!: string; dropped!: string; order!: number[];
  @step start() { this.common = 'common'; this.conflict = 0; this.next(this.b, this.a); }
  @step a() { this.onlyA = 'A'; this.conflict = 1; this.next(this.join); }
  @step b() { this.onlyB = 'B'; this.conflict = 2; this.dropped = 'd'; this.next(this.join); }
  @step join(inputs: Inputs<Branches, 'a' | 'b'>) {
    try { this.mergeArtifacts(inputs); } catch (error) { console.log((error as any).code, (error as Error).message); }
    this.conflict = inputs.a.conflict + inputs.b.conflict;
    this.order = inputs.map((input) => input.conflict);
    console.log(inputs.a.rate === 2, (inputs[1] as any).conflict === inputs.a.conflict);
    try { (inputs.a as any).conflict = 5; } catch (error) { console.log((error as any).code); }
    this.mergeArtifacts(inputs, { exclude: ['dropped'] });
    this.next(this.end);
  }
  @step end() { console.log(this.common, this.onlyA, this.onlyB, this.conflict); }
}`,
    steps: {
      start: { kind: 'split', to: ['b', 'a'] },
      a: { kind: 'linear', to: 'join' },
      b: { kind: 'linear', to: 'join' },
      join: { kind: 'linear', to: 'end', inputs: true },
      end: { kind: 'end' },
    },
    parameters: ['rate'],
  });
  const result = await run(at);
  const { steps } = await readRun(at, result.run);
  expect(steps['end']?.[0]).toMatchObject({
    stdout: 'common A B 3\n',
    data: { common: 'common', onlyA: 'A', onlyB: 'B', conflict: 3, order: [2, 1] },
  });
  expect(Object.keys(steps['end']?.[0]?.data ?? {})).not.toContain('dropped');
  expect(steps['join']?.[0]?.stdout).toBe(
    'MF5109 Step join cannot merge artifacts of which its inputs have different values: conflict\ntrue true\nMF5106\n',
  );
  expect(steps['join']?.[0]?.parents.toSorted()).toEqual(['a/3', 'b/2']);
});

test('foreach loops inside each other know their items, and their joins keep the order', async () => {
  const at = await place({
    name: 'Nested',
    source: `import { FlowSpec, step, type Inputs } from '@mf/flow';
export class Nested extends FlowSpec {
  outer!: number[]; inner!: Set<string>; o!: number; v!: string; vs!: string[]; stack!: unknown; all!: unknown;
  @step start() { this.outer = [10, 20]; this.next(this.mid, { foreach: 'outer' }); }
  @step mid() { this.o = this.input as number; this.inner = new Set(['x', 'y', 'z']); this.next(this.leaf, { foreach: 'inner' }); }
  @step leaf() { this.v = this.o + '-' + this.input; this.stack = this.foreachStack(); this.next(this.joinInner); }
  @step joinInner(inputs: Inputs<Nested>) {
    this.vs = inputs.map((i) => i.v + i.index);
    this.mergeArtifacts(inputs, { include: ['o'] });
    this.stack = [this.index, this.input, this.foreachStack()];
    this.next(this.joinOuter);
  }
  @step joinOuter(inputs: Inputs<Nested>) { this.all = inputs.map((i) => [i.o, i.vs]); this.next(this.end); }
  @step end() { console.log(JSON.stringify(this.all), this.input, this.index); }
}`,
    steps: {
      start: { kind: 'foreach', to: 'mid', over: 'outer' },
      mid: { kind: 'foreach', to: 'leaf', over: 'inner' },
      leaf: { kind: 'linear', to: 'joinInner' },
      joinInner: { kind: 'linear', to: 'joinOuter', inputs: true },
      joinOuter: { kind: 'linear', to: 'end', inputs: true },
      end: { kind: 'end' },
    },
  });
  const result = await run(at, { maxWorkers: 3 });
  expect(result.status).toBe('succeeded');
  expect(lines(at)).toContain('[RUN/start/1 (pid N)] Foreach yields 2 child steps.');
  const { steps } = await readRun(at, result.run);
  expect(steps['end']?.[0]?.stdout).toBe('[[10,["10-x0","10-y1","10-z2"]],[20,["20-x0","20-y1","20-z2"]]] null null\n');
  const leaf = steps['leaf']?.find(({ data }) => data['v'] === '20-z');
  expect(leaf?.data['stack']).toEqual([
    [1, 2, 20],
    [2, 3, 'z'],
  ]);
  expect(await leaf?.internal('_foreach_stack')).toEqual([
    new ForeachFrame('mid', 'outer', 2, 1, '20'),
    new ForeachFrame('leaf', 'inner', 3, 2, 'z'),
  ]);
  expect(leaf?.metadata).toMatchObject({
    'foreach-stack': ['outer=20', 'inner=z'],
    'foreach-execution-path': 'mid:1,leaf:2',
  });
  const inner = steps['joinInner']?.find(({ data }) => data['o'] === 20);
  expect(inner?.data['stack']).toEqual([1, null, [[1, 2, null]]]);
  expect(inner?.index).toBe(1);
});

test('a switch takes one way, and a loop comes by a step again', async () => {
  const at = await place({
    name: 'Loop',
    source: `import { FlowSpec, step } from '@mf/flow';
export class Loop extends FlowSpec {
  n!: number; again!: boolean; seen!: number[];
  @step start() { this.n = 0; this.seen = []; this.next(this.body); }
  @step body() { this.n += 1; this.seen.push(this.n); this.next(this.decide); }
  @step decide() { this.again = this.n < 3; this.next({ true: this.body, false: this.end }, { condition: 'again' }); }
  @step end() { console.log(this.seen.join()); }
}`,
    steps: {
      start: { kind: 'linear', to: 'body' },
      body: { kind: 'linear', to: 'decide' },
      decide: {
        kind: 'switch',
        condition: 'again',
        cases: [
          { value: 'true', to: 'body' },
          { value: 'false', to: 'end' },
        ],
      },
      end: { kind: 'end' },
    },
  });
  const result = await run(at);
  const { steps } = await readRun(at, result.run);
  expect(steps['end']?.[0]?.stdout).toBe('1,2,3\n');
  const iterations = await Promise.all((steps['body'] ?? []).map((task) => task.internal('_iteration_stack')));
  expect(iterations).toEqual([[0], [1], [2]]);
  expect(await steps['decide']?.[2]?.internal('_transition')).toEqual(PyTuple.of<unknown>(['end'], null));
  expect(await steps['end']?.[0]?.internal('_iteration_stack')).toEqual([]);
});

test('a failed task is tried again at once, and each attempt is kept', async () => {
  const at = await place({
    name: 'Flaky',
    source: `import { current, FlowSpec, step } from '@mf/flow';
export class Flaky extends FlowSpec {
  attempt!: number;
  @step start() {
    console.log('attempt', current.retryCount);
    if (current.retryCount < 2) throw new RangeError('not yet');
    this.attempt = current.retryCount;
    this.next(this.end);
  }
  @step end() {}
}`,
    steps: { start: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
  });
  const result = await run(at, { with: [{ name: 'retry', attributes: { times: 2 } }] });
  expect(result.status).toBe('succeeded');
  expect(lines(at).filter((line) => line.includes('Task '))).toEqual([
    '[RUN/start/1 (pid N)] Task is starting.',
    '[RUN/start/1 (pid N)] Task failed.',
    '[RUN/start/1 (pid N)] Task is starting (retry).',
    '[RUN/start/1 (pid N)] Task failed.',
    '[RUN/start/1 (pid N)] Task is starting (retry).',
    '[RUN/start/1 (pid N)] Task finished successfully.',
    '[RUN/end/2 (pid N)] Task is starting.',
    '[RUN/end/2 (pid N)] Task finished successfully.',
  ]);
  const { steps } = await readRun(at, result.run);
  expect(steps['start']?.[0]).toMatchObject({
    data: { attempt: 2 },
    stdout: 'attempt 2\n',
    successful: true,
    exception: undefined,
  });
});

test('after a failure no task is started, those that run go on, and the result says which step it was', async () => {
  const at = await place({
    name: 'Fails',
    source: `import { FlowSpec, step, type Inputs } from '@mf/flow';
export class Fails extends FlowSpec {
  y!: number;
  @step start() { this.next(this.bad, this.slow); }
  @step bad() { this.y = 2; throw new TypeError('deliberate'); }
  @step async slow() { await new Promise((resolve) => setTimeout(resolve, 600)); console.log('slow is over'); this.next(this.afterSlow); }
  @step afterSlow() { this.next(this.join); }
  @step join(inputs: Inputs<Fails>) { this.next(this.end); }
  @step end() {}
}`,
    steps: {
      start: { kind: 'split', to: ['bad', 'slow'] },
      bad: { kind: 'linear', to: 'join' },
      slow: { kind: 'linear', to: 'afterSlow' },
      afterSlow: { kind: 'linear', to: 'join' },
      join: { kind: 'linear', to: 'end', inputs: true },
      end: { kind: 'end' },
    },
  });
  const result = await run(at);
  expect(result).toEqual({
    run: result.run,
    status: 'failed',
    step: 'bad',
    task: '2',
    message: 'Step bad (task-id 2) failed.',
    failedTasks: [
      { step: 'bad', task: '2', exception: expect.objectContaining({ exception: 'deliberate' }) as object },
    ],
  });
  const shown = lines(at);
  expect(shown).toEqual(
    expect.arrayContaining([
      '[RUN/bad/2 (pid N)] <flow Fails step bad> failed:',
      '[RUN/bad/2 (pid N)] TypeError: deliberate',
      '[RUN/bad/2 (pid N)]     at Fails.bad (apps/test/src/test.flow.ts:5:35)',
      '[RUN/bad/2 (pid N)] Task failed.',
      'Workflow failed.',
      'Terminating 1 active tasks...',
      '[RUN/slow/3 (pid N)] slow is over',
      '[RUN/slow/3 (pid N)] Task finished successfully.',
    ]),
  );
  expect(shown.some((line) => line.includes('afterSlow') || line === 'Done!')).toBe(false);
  // Nothing of the runner or of Node below the author's own frames.
  expect(shown.filter((line) => line.includes('    at '))).toHaveLength(1);
  const { steps, successful } = await readRun(at, result.run);
  expect(successful).toBe(false);
  expect(Object.keys(steps).toSorted()).toEqual(['bad', 'slow', 'start']);
  expect(steps['bad']?.[0]).toMatchObject({ successful: false, exception: 'deliberate', data: { y: 2 } });
  expect(steps['bad']?.[0]?.metadata).toMatchObject({ attempt_ok: 'False', 'attempt-done': '0' });
  expect(steps['slow']?.[0]?.successful).toBe(true);
});

test('a foreach with more items than allowed fails the run', async () => {
  const at = await place({
    name: 'Wide',
    source: `import { FlowSpec, step, type Inputs } from '@mf/flow';
export class Wide extends FlowSpec {
  items!: number[];
  @step start() { this.items = [1, 2, 3]; this.next(this.work, { foreach: 'items' }); }
  @step work() { this.next(this.join); }
  @step join(inputs: Inputs<Wide>) { this.next(this.end); }
  @step end() {}
}`,
    steps: {
      start: { kind: 'foreach', to: 'work', over: 'items' },
      work: { kind: 'linear', to: 'join' },
      join: { kind: 'linear', to: 'end', inputs: true },
      end: { kind: 'end' },
    },
  });
  const result = await run(at, { maxNumSplits: 2 });
  expect(result).toMatchObject({ status: 'failed', step: 'start', error: { code: 'MF5010' } });
  expect(await run(at, { maxNumSplits: 3 })).toMatchObject({ status: 'succeeded' });
});

test('what is wrong before a run leaves nothing behind', async () => {
  const at = await place(linear);
  await expect(run(at, { parameters: { alpha: 'much' } })).rejects.toMatchObject({ code: 'MF2101' });
  await expect(run(at, { tags: [''] })).rejects.toMatchObject({ code: 'MF4031' });
  await expect(run(at, { with: [{ name: 'retry', attributes: { times: 9 } }] })).rejects.toMatchObject({
    code: 'MF5012',
  });
  await expect(
    run(at, { env: { ...at.env, METAFLOW_USER: 'root', USER: 'root', USERNAME: '', SUDO_USER: '' } }),
  ).rejects.toMatchObject({
    code: 'MF4006',
  });
  await expect(run(at)).resolves.toMatchObject({ status: 'succeeded' });
  expect(at.printed.filter((line) => line.includes('Workflow starting'))).toHaveLength(1);
});
