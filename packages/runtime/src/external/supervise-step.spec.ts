import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resumeFlow } from '../resume/resume-flow';
import { readRun } from '../testing/read-run';
import { runBundle, type TestFlow, workplace, type Workplace } from '../testing/test-flow';

jest.setTimeout(60_000);

const places: Workplace[] = [];
afterAll(() => places.forEach((place) => place.remove()));

async function place(flow: TestFlow): Promise<Workplace> {
  const made = await workplace(flow);
  places.push(made);
  return made;
}

const run = 'airflow-0123456789ab';

/** Runs a step as a compiled DAG does. */
function step(
  at: Workplace,
  name: string,
  options: { attempt?: number; index?: string; env?: Record<string, string> } = {},
) {
  const { attempt = 0, index, env } = options;
  const args = [
    'step',
    name,
    '--run-id',
    run,
    '--attempt',
    String(attempt),
    ...(index ? ['--item', index] : []),
    '--tag',
    'nightly',
  ];
  return runBundle(at.bundle, args, {
    ...at.env,
    METAFLOW_RUNTIME_NAME: 'airflow',
    AIRFLOW_CTX_DAG_RUN_ID: 'manual__1',
    ...env,
  });
}

const debug: TestFlow = {
  name: 'Debug',
  source: `import { current, FlowSpec, parameter, step } from '@mf/flow';
export class Debug extends FlowSpec {
  alpha = parameter({ default: 0.01 });
  info = parameter({ type: 'json', default: () => ({ made: 'at deploy time' }) });
  x!: number; seen!: unknown[];
  @step start() { this.x = Number(process.env['START_X'] ?? 42); console.log('alpha is', this.alpha); console.error('a warning'); this.next(this.a); }
  @step a() { this.x += 1; this.seen = [current.retryCount, current.taskId, [...current.tags], this.info]; this.next(this.b); }
  @step b() {
    console.log('b sees', this.x);
    if (process.env['FIXED'] !== '1') throw new Error('cannot work with x = ' + this.x);
    this.next(this.end);
  }
  @step end() { console.log('x is', this.x); }
}`,
  steps: {
    start: { kind: 'linear', to: 'a' },
    a: { kind: 'linear', to: 'b' },
    b: { kind: 'linear', to: 'end' },
    end: { kind: 'end' },
  },
  parameters: ['alpha', 'info'],
};

const parameters = { METAFLOW_PARAMETERS: JSON.stringify({ alpha: 0.5, info: { made: 'once' } }) };

test('finds its inputs by itself, shows output live, stores it, and tells how to resume', async () => {
  const at = await place(debug);
  const start = await step(at, 'start', { env: parameters });
  expect(start).toMatchObject({ code: 0, stdout: 'alpha is 0.5\n', stderr: 'a warning\n' });
  expect(await step(at, 'a', { attempt: 1 })).toMatchObject({ code: 0 });
  const b = await step(at, 'b');
  expect(b).toMatchObject({ code: 1, stdout: 'b sees 43\n' });
  expect(b.stderr).toBe(
    [
      '<flow Debug step b> failed:',
      'Error: cannot work with x = 43',
      '    at Debug.b (apps/test/src/test.flow.ts:10:45)',
      `To reproduce this on your machine: mf resume apps/test/src/test.flow.ts --origin-run-id ${run}`,
      '',
    ].join('\n'),
  );

  const { steps } = await readRun(at, run);
  expect(steps['start']?.[0]).toMatchObject({ id: 'task', stdout: 'alpha is 0.5\n', stderr: 'a warning\n' });
  expect(steps['start']?.[0]?.metadata).toMatchObject({
    runtime: 'airflow',
    'airflow-dag-run-id': 'manual__1',
    user: 'tester',
  });
  expect(steps['a']?.[0]?.data).toMatchObject({ x: 43, seen: [1, 'task', ['nightly'], { made: 'once' }], alpha: 0.5 });
  expect(steps['b']?.[0]).toMatchObject({
    successful: false,
    exception: 'cannot work with x = 43',
    stderr: b.stderr,
    parents: ['a/task'],
  });

  const resumed = await resumeFlow({
    bundle: at.bundle,
    ir: at.ir,
    output: at.output,
    env: { ...at.env, FIXED: '1' },
    cwd: at.root,
    originRun: run,
  });
  expect(resumed.status).toBe('succeeded');
  const local = await readRun(at, resumed.run);
  expect(local.steps['end']?.[0]).toMatchObject({ stdout: 'x is 43\n', data: { alpha: 0.5, info: { made: 'once' } } });
  expect(local.steps['a']?.[0]?.metadata).toMatchObject({ 'origin-run-id': run, 'origin-task-id': 'task' });
});

test('however often a task is run again, its newest result is the one that is read', async () => {
  const at = await place(debug);
  const seen: number[] = [];
  for (const [attempt, x] of [
    [0, 1],
    [1, 2],
    [3, 4],
    [5, 6],
    [6, 7],
    [17, 18],
  ] as const) {
    expect((await step(at, 'start', { attempt, env: { ...parameters, START_X: String(x) } })).code).toBe(0);
    expect((await step(at, 'a', { attempt })).code).toBe(0);
    const { steps } = await readRun(at, run);
    seen.push(steps['start']?.[0]?.data['x'] as number, steps['a']?.[0]?.data['x'] as number);
    expect(steps['start']?.[0]?.stdout).toBe('alpha is 0.5\n');
    expect(steps['a']?.[0]?.data['seen']).toContain(attempt);
  }
  expect(seen).toEqual([1, 2, 2, 3, 4, 5, 6, 7, 7, 8, 18, 19]);
  // The DAG run is deleted and started anew under its old id, with other parameters.
  const other = { METAFLOW_PARAMETERS: JSON.stringify({ alpha: 0.7, info: 1 }) };
  expect(await step(at, 'start', { attempt: 0, env: { ...other, START_X: '100' } })).toMatchObject({
    code: 0,
    stdout: 'alpha is 0.7\n',
  });
  expect((await step(at, 'b', { attempt: 0 })).stdout).toBe('b sees 19\n');
  expect((await step(at, 'a', { attempt: 0 })).code).toBe(0);
  expect((await step(at, 'b', { attempt: 0 })).stdout).toBe('b sees 101\n');
  // A task that failed after it had succeeded has no result any more.
  expect((await step(at, 'b', { attempt: 1, env: { FIXED: '1' } })).code).toBe(0);
  expect((await step(at, 'b', { attempt: 2 })).code).toBe(1);
  const end = await step(at, 'end');
  expect(end.code).toBe(1);
  expect(end.stderr).toContain('MF5202');
  expect(end.stderr).toContain('Step end reads b/task, which has not finished well in this run');
  expect(end.stderr).not.toMatch(/^ +at /m);
});

test('foreach loops and static branches find their inputs from the place alone', async () => {
  const at = await place({
    name: 'Shapes',
    source: `import { FlowSpec, step, type Inputs } from '@mf/flow';
export class Shapes extends FlowSpec {
  items!: string[]; v!: string; all!: string[]; way!: string;
  @step start() { this.items = ['x', 'y']; this.next(this.work, { foreach: 'items' }); }
  @step work() { this.way = this.input === 'x' ? 'short' : 'long'; this.next({ short: this.short, long: this.long }, { condition: 'way' }); }
  @step short() { this.v = 'short ' + this.input; this.next(this.after); }
  @step long() { this.v = 'long ' + this.input; this.next(this.after); }
  @step after() { this.next(this.join); }
  @step join(inputs: Inputs<Shapes>) { this.all = inputs.map((i) => i.v); this.next(this.a, this.b); }
  @step a() { this.next(this.last); }
  @step b() { this.next(this.last); }
  @step last(inputs: Inputs<Shapes, 'a' | 'b'>) { this.mergeArtifacts(inputs); this.next(this.end); }
  @step end() { console.log(this.all.join()); }
}`,
    steps: {
      start: { kind: 'foreach', to: 'work', over: 'items' },
      work: {
        kind: 'switch',
        condition: 'way',
        cases: [
          { value: 'short', to: 'short' },
          { value: 'long', to: 'long' },
        ],
      },
      short: { kind: 'linear', to: 'after' },
      long: { kind: 'linear', to: 'after' },
      after: { kind: 'linear', to: 'join' },
      join: { kind: 'split', to: ['a', 'b'], inputs: true },
      a: { kind: 'linear', to: 'last' },
      b: { kind: 'linear', to: 'last' },
      last: { kind: 'linear', to: 'end', inputs: true },
      end: { kind: 'end' },
    },
  });
  const commands: [string, string?][] = [
    ['start'],
    ['work', '0'],
    ['work', '1'],
    ['short', '0'],
    ['long', '1'],
    ['after', '1'],
    ['after', '0'],
    ['join'],
    ['a'],
    ['b'],
    ['last'],
  ];
  for (const [name, index] of commands)
    expect(await step(at, name, { ...(index !== undefined && { index }) })).toMatchObject({ code: 0, stderr: '' });
  expect(await step(at, 'end')).toMatchObject({ code: 0, stdout: 'short x,long y\n' });
  const { steps } = await readRun(at, run);
  expect(steps['work']?.map(({ id, index }) => [id, index])).toEqual([
    ['task-0', 0],
    ['task-1', 1],
  ]);
});

test('where records lie beside the data, a run is known while its first task runs', async () => {
  const at = await place({
    name: 'Early',
    source: `import { existsSync } from 'node:fs';
import { current, FlowSpec, step } from '@mf/flow';
export class Early extends FlowSpec {
  @step start() {
    console.log(existsSync(process.env['METAFLOW_DATASTORE_SYSROOT_LOCAL'] + '/.metaflow/' + current.pathspec + '/0.local_metadata'));
    this.next(this.end);
  }
  @step end() {}
}`,
    steps: { start: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
  });
  const started = await step(at, 'start', { env: { METAFLOW_DEFAULT_METADATA: 'datastore' } });
  expect(started).toMatchObject({ code: 0, stdout: 'true\n' });
});

test('a run whose steps are others now, because of a deployment while it went on, is told so', async () => {
  const flow = (middle: string): TestFlow => ({
    name: 'Moved',
    source: `import { FlowSpec, step } from '@mf/flow';
export class Moved extends FlowSpec {
  @step start() { this.next(this.${middle}); }
  @step ${middle}() { this.next(this.end); }
  @step end() {}
}`,
    steps: {
      start: { kind: 'linear', to: middle },
      [middle]: { kind: 'linear', to: 'end' },
      end: { kind: 'end' },
    },
  });
  const before = await place(flow('mid'));
  expect((await step(before, 'start')).code).toBe(0);
  const after = await place(flow('other'));
  const { code, stderr } = await step({ ...after, env: before.env }, 'other');
  expect(code).toBe(1);
  expect(stderr).toContain('Step other reads start/task, which has gone on to mid in this run');
  expect(stderr).toContain('MF5202: The flow was deployed with other steps while this run went on');
});

test('a command line that is not ours is an error without a stack', async () => {
  const at = await place(debug);
  expect(await runBundle(at.bundle, ['step'], at.env)).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^StepCommandError: step: the name of the step is missing\nMF5117: .*\n$/) as string,
  });
  expect((await runBundle(at.bundle, ['step', 'nowhere', '--run-id', run], at.env)).stderr).toContain('MF5203');
});

test('refuses to run without a datastore, before anything is written', async () => {
  const at = await place(debug);
  const result = await step(at, 'start', { env: { METAFLOW_DATASTORE_SYSROOT_LOCAL: '' } });
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(result.stderr).toContain('MF5201: Set METAFLOW_DEFAULT_DATASTORE');
  expect(existsSync(join(at.root, '.metaflow'))).toBe(false);
});

test('wrong parameters are recorded as the failure of the first step', async () => {
  const at = await place(debug);
  const wrong = await step(at, 'start', { env: { METAFLOW_PARAMETERS: '{"alpha":"much","info":1}' } });
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toContain('Parameter alpha: "much" from METAFLOW_PARAMETERS is not a number');
  expect(wrong.stderr).not.toContain('mf resume');
  const missing = await step(at, 'start', { attempt: 1, env: { METAFLOW_PARAMETERS: '{}' } });
  expect(missing.stderr).toContain(
    'Parameter info has a deploy-time default, but METAFLOW_PARAMETERS has no value for it',
  );
  expect(missing.stderr).toContain('MF2107');
  const unknown = await step(at, 'start', { attempt: 2, env: { METAFLOW_PARAMETERS: '{"beta":1}' } });
  expect(unknown.stderr).toContain('Debug has no parameter beta');
  expect((await readRun(at, run)).steps['start']?.[0]).toMatchObject({
    successful: false,
    exception: 'Debug has no parameter beta',
  });
});

test('the log of a task whose process was killed says so', async () => {
  const at = await place({
    name: 'Killed',
    source: `import { FlowSpec, step } from '@mf/flow';
export class Killed extends FlowSpec {
  @step start() { process.kill(process.pid, 'SIGKILL'); this.next(this.end); }
  @step end() {}
}
`,
    steps: { start: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
  });
  expect(await step(at, 'start')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The process of the task was ended by SIGKILL, .* memory/m) as string,
  });
});

test('a task that is told to stop records that, and so does one in a container without a user', async () => {
  const at = await place({
    name: 'Slow',
    source: `import { FlowSpec, step } from '@mf/flow';
export class Slow extends FlowSpec {
  x!: number;
  @step async start() { this.x = 1; console.log('started'); await new Promise((resolve) => setTimeout(resolve, 30000)); this.next(this.end); }
  @step end() {}
}`,
    steps: { start: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
  });
  const env = { ...at.env, METAFLOW_USER: 'root', USER: 'root', USERNAME: '', SUDO_USER: '', LOGNAME: '' };
  const log = join(at.root, '.metaflow', 'Slow', run, 'start', 'task', '0.task_stdout.log');
  const result = await runBundle(at.bundle, ['step', 'start', '--run-id', run, '--attempt', '0'], env, (pid) => {
    // The log is written while the task runs.
    const timer = setInterval(() => {
      if (!existsSync(log) || !readFileSync(log, 'utf8').includes('started')) return;
      clearInterval(timer);
      process.kill(pid, 'SIGTERM');
    }, 20);
  });
  expect(result.code).toBe(1);
  expect(result.stderr).toContain('TaskStoppedError: Step start was stopped by SIGTERM');
  const { steps } = await readRun(at, run);
  expect(steps['start']?.[0]).toMatchObject({
    successful: false,
    data: { x: 1 },
    exception: 'Step start was stopped by SIGTERM',
  });
  expect(steps['start']?.[0]?.metadata['user']).toMatch(/^(?!root)./);
});
