import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type TestFlow, bundleFlow, workplace, type Workplace } from '../testing/test-flow';
import { readRun } from '../testing/read-run';
import { runFlow } from '../scheduler/run-flow';
import { resumeFlow, type ResumeOptions } from './resume-flow';

jest.setTimeout(60_000);

const places: Workplace[] = [];
afterAll(() => places.forEach((place) => place.remove()));

async function place(flow: TestFlow): Promise<Workplace> {
  const made = await workplace(flow);
  places.push(made);
  return made;
}

function setting(at: Workplace, env: Record<string, string> = {}) {
  return { bundle: at.bundle, ir: at.ir, output: at.output, env: { ...at.env, ...env }, cwd: at.root };
}

function resume(at: Workplace, env: Record<string, string> = {}, options: Partial<ResumeOptions> = {}) {
  at.printed.length = 0;
  return resumeFlow({ ...setting(at, env), ...options });
}

/** What a run printed, without times, process and run ids. */
function lines({ printed }: Workplace): string[] {
  return printed.map((line) =>
    line
      .replace(/^\S+ \S+ /, '')
      .replace(/\d{16}/g, 'RUN')
      .replace(/ \(pid \d+\)/, ''),
  );
}

const flow: TestFlow = {
  name: 'Resumed',
  source: `import { current, FlowSpec, parameter, step, type Inputs } from '@mf/flow';
export class Resumed extends FlowSpec {
  alpha = parameter({ default: 3 });
  offset = 100;
  xs!: number[]; y!: number; ys!: number[]; madeBy!: string; origin!: string | null;
  @step start() { this.xs = [1, 2, 3]; this.madeBy = current.runId; this.next(this.work, { foreach: 'xs' }); }
  @step work() {
    this.y = (this.input as number) * this.alpha;
    if (this.input === 2 && process.env['FAIL'] === 'work') throw new Error('boom on 2');
    this.next(this.join);
  }
  @step join(inputs: Inputs<Resumed>) {
    this.ys = inputs.map((input) => input.y);
    this.mergeArtifacts(inputs, { include: ['madeBy'] });
    this.next(this.fork);
  }
  @step fork() { this.next(this.a, this.b); }
  @step a() { this.next(this.last); }
  @step b() { if (process.env['FAIL'] === 'b') throw new Error('boom in b'); this.next(this.last); }
  @step last(inputs: Inputs<Resumed>) { this.mergeArtifacts(inputs); this.origin = current.originRunId; this.next(this.end); }
  @step end() { console.log(this.ys.join(), this.alpha, this.offset); }
}`,
  steps: {
    start: { kind: 'foreach', to: 'work', over: 'xs' },
    work: { kind: 'linear', to: 'join' },
    join: { kind: 'linear', to: 'fork', inputs: true },
    fork: { kind: 'split', to: ['a', 'b'] },
    a: { kind: 'linear', to: 'last' },
    b: { kind: 'linear', to: 'last' },
    last: { kind: 'linear', to: 'end', inputs: true },
    end: { kind: 'end' },
  },
  parameters: ['alpha'],
  constants: ['offset'],
};

test('takes over what went well, runs the rest, and so on until all is well', async () => {
  const at = await place(flow);
  const first = await runFlow({
    ...setting(at, { FAIL: 'work' }),
    parameters: { alpha: '5' },
    tags: ['mine'],
    maxWorkers: 1,
  });
  expect(first).toMatchObject({ status: 'failed', step: 'work' });

  const second = await resume(at, { FAIL: 'b' }, { maxWorkers: 1 });
  expect(second).toMatchObject({ status: 'failed', step: 'b' });
  expect(lines(at).slice(0, 8)).toEqual([
    'Gathering required information to resume run (this may take a bit of time)...',
    'Workflow starting (run-id RUN):',
    'Cloning Resumed/RUN',
    '[RUN/start/1] Cloning previously run task RUN/start/1',
    '[RUN/work/2] Cloning previously run task RUN/work/2',
    'Resumed/RUN cloned!',
    '[RUN/work/3] Task is starting.',
    '[RUN/work/3] Task finished successfully.',
  ]);
  const { steps } = await readRun(at, second.run);
  expect(steps['join']?.[0]?.data).toMatchObject({ ys: [5, 10, 15], alpha: 5, madeBy: first.run });
  expect(steps['work']?.[0]?.metadata).toMatchObject({
    'origin-run-id': first.run,
    'origin-task-id': '2',
    attempt_ok: 'True',
  });
  expect(steps['work']?.[1]?.metadata).toMatchObject({ 'origin-run-id': first.run });
  expect(steps['work']?.[1]?.metadata).not.toHaveProperty('origin-task-id');

  const third = await resume(at, {}, { originRun: second.run });
  expect(third).toMatchObject({ status: 'succeeded' });
  expect(
    lines(at)
      .filter((line) => line.endsWith('Task is starting.'))
      .map((line) => line.split('/')[1]),
  ).toEqual(['b', 'last', 'end']);
  const read = await readRun(at, third.run);
  expect(read.successful).toBe(true);
  expect(read.steps['end']?.[0]).toMatchObject({ stdout: '5,10,15 5 100\n', data: { origin: second.run } });

  const fourth = await resume(at, {}, { originRun: third.run, step: 'join' });
  expect(fourth.status).toBe('succeeded');
  expect(
    lines(at)
      .filter((line) => line.includes('Cloning previously'))
      .map((line) => line.split('/')[1]),
  ).toEqual(['start', 'work', 'work', 'work']);
});

test('what a power failure has left of a task is not taken over', async () => {
  const at = await place(flow);
  const first = await runFlow({ ...setting(at, { FAIL: 'b' }), maxWorkers: 1 });
  const data = join(at.root, '.metaflow', 'Resumed', first.run);
  const [cut, emptied] = ['work/2/0.data.json', 'work/3/0.data.json'].map((file) => join(data, file)) as [
    string,
    string,
  ];
  const { objects } = JSON.parse(readFileSync(emptied, 'utf8')) as { objects: Record<string, string> };
  truncateSync(cut, 10);
  const sha = objects['y'] as string;
  truncateSync(join(at.root, '.metaflow', 'Resumed', 'data', sha.slice(0, 2), sha));

  const second = await resume(at);
  expect(second.status).toBe('succeeded');
  expect(
    lines(at)
      .filter((line) => line.includes('Cloning previously'))
      .map((line) => line.split('/')[1]),
  ).toEqual(['start', 'work']);
  expect((await readRun(at, second.run)).steps['end']?.[0]).toMatchObject({ data: { ys: [3, 6, 9] } });
});

test('steps whose source goes elsewhere now are run again, and new constants are there', async () => {
  const at = await place(flow);
  const first = await runFlow({ ...setting(at, { FAIL: 'b' }) });
  expect(first.status).toBe('failed');
  const changed: TestFlow = {
    ...flow,
    source: flow.source
      .replace('offset = 100;', 'offset = 200; added = [7];')
      .replace(
        '@step fork() { this.next(this.a, this.b); }',
        '@step fork() { this.next(this.middle); } @step middle() { this.next(this.a, this.b); }',
      )
      .replace('this.alpha, this.offset', 'this.alpha, this.offset, this.added[0]'),
    steps: { ...flow.steps, fork: { kind: 'linear', to: 'middle' }, middle: { kind: 'split', to: ['a', 'b'] } },
    constants: ['offset', 'added'],
  };
  const other = await workplace(changed);
  places.push(other);
  const resumed = await resumeFlow({
    ...setting(at),
    bundle: bundleFlow(at.root, changed),
    ir: other.ir,
    originRun: first.run,
  });
  expect(resumed.status).toBe('succeeded');
  const { steps } = await readRun(at, resumed.run);
  expect(steps['join']?.[0]?.metadata).toHaveProperty('origin-task-id');
  expect(steps['fork']?.[0]?.metadata).not.toHaveProperty('origin-task-id');
  expect(steps['a']?.[0]?.metadata).not.toHaveProperty('origin-task-id');
  // The origin's constants are kept, as its parameters are (Metaflow's rule).
  expect(steps['end']?.[0]).toMatchObject({
    stdout: '0,3,6 3 100 7\n'.replace('0,3,6', '3,6,9'),
    parents: ['last/' + String(steps['last']?.[0]?.id)],
  });
});

test('a run that is not there, a step that is not there, and no run at all are told apart', async () => {
  const at = await place(flow);
  await expect(resume(at)).rejects.toMatchObject({ code: 'MF5002' });
  await expect(resume(at, {}, { step: 'nowhere' })).rejects.toMatchObject({
    code: 'MF5003',
    advice: expect.stringContaining('start, work, join') as string,
  });
  const { run } = await runFlow(setting(at));
  for (const originRun of ['airflow-ec19e85042a1', '123', '../x', '']) {
    await expect(resume(at, {}, { originRun })).rejects.toMatchObject({
      code: 'MF5001',
      message: expect.stringContaining(`Resumed has no run ${originRun} in`) as string,
      advice: expect.stringContaining(run) as string,
    });
  }
});

test('floats that JSON does not have reach every step, also of a resumed run', async () => {
  const at = await place({
    name: 'Floats',
    source: `import { FlowSpec, parameter, step } from '@mf/flow';
export class Floats extends FlowSpec {
  f = parameter({ default: 0.5 });
  g = parameter({ type: 'float' });
  h = parameter({ type: 'float', default: (() => 'nan') as never });
  z = parameter({ default: 0.5 });
  @step start() { console.log('floats', this.f, this.g, this.h, this.z); this.next(this.end); }
  @step end() { console.log('floats', this.f, this.g, this.h, this.z); if (process.env['FAIL']) throw new Error('boom'); }
}`,
    steps: { start: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
    parameters: ['f', 'g', 'h', 'z'],
  });
  const printed = () => at.printed.flatMap((line) => /floats .*/.exec(line)?.[0] ?? []);
  const first = await runFlow({
    ...setting(at, { FAIL: 'yes', METAFLOW_RUN_G: '-1e400' }),
    parameters: { f: 'inf', z: '-0' },
  });
  expect(first.status).toBe('failed');
  expect(printed()).toEqual(Array(2).fill('floats Infinity -Infinity NaN -0'));
  expect((await resume(at)).status).toBe('succeeded');
  expect(printed()).toEqual(['floats Infinity -Infinity NaN -0']);
});
