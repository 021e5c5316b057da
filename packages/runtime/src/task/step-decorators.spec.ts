import { MetaflowExceptionWrapper, PyTuple } from '@mf/datastore';
import type { DecoratorIR } from '@mf/ir';
import { resumeFlow } from '../resume/resume-flow';
import { runFlow } from '../scheduler/run-flow';
import { readRun } from '../testing/read-run';
import { runBundle, type TestFlow, workplace, type Workplace } from '../testing/test-flow';

jest.setTimeout(60_000);

const flow: TestFlow = {
  name: 'Guarded',
  source: `import { catchError, current, environment, FlowSpec, retry, step, timeout, type CaughtError, type Inputs } from '@mf/flow';
export class Guarded extends FlowSpec {
  before!: string; att!: number; seen!: unknown; oops!: CaughtError | null; fine!: CaughtError | null; err!: string; type!: string;
  @step start() { this.next(this.doomed, this.good); }
  @environment({ vars: { LEVEL: 'debug {{ x }} $HOME', WORKERS: 4, VERBOSE: true } })
  @retry({ times: 1 })
  @timeout({ seconds: 0.5 })
  @catchError({ var: 'oops' })
  @step async doomed() {
    this.before = 'set before';
    this.seen = [process.env['LEVEL'], process.env['WORKERS'], process.env['VERBOSE'], current.retryCount];
    switch (process.env['MODE']) {
      case 'throw': throw new RangeError('doomed');
      case 'wait': await new Promise((resolve) => setTimeout(resolve, 30000)); break;
      case 'block': for (;;);
      case 'die': process.kill(process.pid, 'SIGKILL'); await new Promise((resolve) => setTimeout(resolve, 1000)); break;
      case 'stored': this.seen = () => 1; break;
    }
    this.next(this.join);
  }
  @catchError({ var: 'fine', printException: false })
  @step good() { if (process.env['MODE'] === 'quiet') throw new Error('not printed'); this.next(this.join); }
  @step join(inputs: Inputs<Guarded, 'doomed' | 'good'>) {
    this.err = String(inputs.doomed.oops?.exception);
    this.type = String(inputs.doomed.oops?.type);
    this.next(this.end);
  }
  @catchError()
  @step end() { if (process.env['MODE'] === 'throw') throw new TypeError('at the end'); }
}`,
  steps: {
    start: { kind: 'split', to: ['doomed', 'good'] },
    doomed: { kind: 'linear', to: 'join' },
    good: { kind: 'linear', to: 'join' },
    join: { kind: 'linear', to: 'end', inputs: true },
    end: { kind: 'end' },
  },
};

let at: Workplace;
beforeAll(async () => {
  at = await workplace(flow);
});
afterAll(() => at.remove());

async function runIn(mode: string, added: readonly DecoratorIR[] = []) {
  at.printed.length = 0;
  const options = { bundle: at.bundle, ir: at.ir, output: at.output, cwd: at.root, with: added };
  const result = await runFlow({ ...options, env: { ...at.env, MODE: mode } });
  const { steps } = await readRun(at, result.run);
  return { result, steps, doomed: steps['doomed']![0]! };
}

const timeoutType = 'metaflow.plugins.timeout_decorator.TimeoutException';
const timeoutText = 'Step doomed timed out after 0 hours, 0 minutes, 0.5 seconds';

test('a step that goes well has the variables as text, and null for the failure', async () => {
  const { result, doomed } = await runIn('good');
  expect(result.status).toBe('succeeded');
  expect(doomed.data).toMatchObject({ oops: null, seen: ['debug {{ x }} $HOME', '4', 'true', 0] });
  expect(doomed.successful).toBe(true);
  expect(doomed.metadata['attempt']).toBe('0');
});

test('after the last attempt of its code a failure is handled, as Metaflow records it', async () => {
  const { result, steps, doomed } = await runIn('throw');
  expect(result.status).toBe('succeeded');
  // What the golden run catch_retry of the real Metaflow has.
  expect(doomed).toMatchObject({ successful: false, exception: undefined, data: { before: 'set before' } });
  expect(doomed.metadata).toMatchObject({ attempt: '1', 'attempt-done': '1', attempt_ok: 'True' });
  expect(await doomed.internal('_task_ok')).toBe(true);
  expect(await doomed.internal('_success')).toBe(false);
  expect(await doomed.internal('_exception')).toBeNull();
  expect(await doomed.internal('_transition')).toEqual(PyTuple.of<unknown>(['join'], null));
  const caught = doomed.data['oops'] as MetaflowExceptionWrapper;
  expect(caught).toBeInstanceOf(MetaflowExceptionWrapper);
  expect(caught).toMatchObject({ exception: 'doomed', type: 'RangeError' });
  expect(await doomed.internal('_catch_exception')).toEqual(caught);
  expect(doomed.stdout).toBe(
    [
      '@catch caught an exception from <flow Guarded step doomed>',
      ...caught.stacktrace!.split('\n').map((line) => `>  ${line}`),
      '',
    ].join('\n'),
  );
  expect(caught.stacktrace).toMatch(/^RangeError: doomed\n {4}at .*test\.flow\.ts:13:\d+\)?$/);
  expect(doomed.stderr).toBe('');
  expect(steps['join']?.[0]?.data).toMatchObject({ err: 'doomed', type: 'RangeError' });
  expect(steps['end']?.[0]).toMatchObject({ successful: false });
  expect(await steps['end']![0]!.internal('_transition')).toEqual(PyTuple.of<unknown>([], null));

  // A task with a handled failure counts as done: a resumed run takes it over.
  const env = { ...at.env, MODE: 'good' };
  const resumed = await resumeFlow({
    ...{ bundle: at.bundle, ir: at.ir, output: at.output, cwd: at.root, env },
    ...{ originRun: result.run, step: 'join' },
  });
  expect((await readRun(at, resumed.run)).steps['join']?.[0]?.data).toMatchObject({ err: 'doomed' });
});

test('printException: false prints nothing', async () => {
  const { steps } = await runIn('quiet');
  expect(steps['good']?.[0]).toMatchObject({ stdout: '', stderr: '', successful: false });
  expect(steps['good']?.[0]?.data['fine']).toMatchObject({ exception: 'not printed' });
});

test.each([
  ['waits', 'wait', { before: 'set before' }],
  ['blocks its process', 'block', {}],
])('a step that %s is over when its time is, and its retry has the whole time again', async (_what, mode, kept) => {
  const { result, doomed } = await runIn(mode);
  expect(result.status).toBe('succeeded');
  expect(doomed.metadata).toMatchObject({ attempt: '1', attempt_ok: 'True' });
  expect(doomed.data['oops']).toMatchObject({ exception: timeoutText, type: timeoutType });
  expect(doomed.data).toMatchObject(kept);
  const said = at.printed
    .filter((line) => line.includes('/doomed/') && line.includes('Task '))
    .map((line) => line.split('] ')[1]);
  expect(said).toEqual([
    'Task is starting.',
    'Task failed.',
    'Task is starting (retry).',
    'Task finished successfully.',
  ]);
  expect(at.printed.filter((line) => line.includes(timeoutText)).length).toBeGreaterThanOrEqual(2);
});

test('a process that dies is followed by attempts without its code', async () => {
  const { result, doomed } = await runIn('die');
  expect(result.status).toBe('succeeded');
  expect(doomed.metadata).toMatchObject({ attempt: '2', attempt_ok: 'True' });
  expect(doomed.data['oops']).toMatchObject({
    exception: expect.stringMatching(
      /^Task execution kept failing over 2 attempts\. Your code did not raise/,
    ) as string,
    type: 'metaflow.plugins.catch_decorator.FailureHandledByCatch',
  });
  expect(at.printed.some((line) => line.endsWith('Task fallback is starting to handle the failure.'))).toBe(true);
});

test('a result that cannot be stored is handled in the next attempt, too', async () => {
  const { doomed } = await runIn('stored');
  expect(doomed.metadata).toMatchObject({ attempt: '2', attempt_ok: 'True' });
  expect(doomed.data['oops']).toMatchObject({ type: 'metaflow.plugins.catch_decorator.FailureHandledByCatch' });
});

test('--with adds them to the steps that have none of their own', async () => {
  const plain = await workplace({
    name: 'Plain',
    source: `import { FlowSpec, step } from '@mf/flow';
export class Plain extends FlowSpec {
  @step start() { if (process.env['ADDED'] === '1') for (;;); this.next(this.end); }
  @step end() {}
}`,
    steps: { start: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
  });
  const options = { bundle: plain.bundle, ir: plain.ir, output: plain.output, cwd: plain.root, env: plain.env };
  const added: DecoratorIR[] = [
    { name: 'environment', attributes: { vars: { ADDED: '1' } } },
    { name: 'timeout', attributes: { seconds: 0.3 } },
  ];
  const failed = await runFlow({ ...options, with: added });
  expect(failed).toMatchObject({ status: 'failed', step: 'start' });
  const [start] = (await readRun(plain, failed.run)).steps['start']!;
  expect(start).toMatchObject({
    exception: 'Step start timed out after 0 hours, 0 minutes, 0.3 seconds',
    metadata: { attempt: '0', attempt_ok: 'False', 'attempt-done': '0' },
  });
  const caught = await runFlow({ ...options, with: [...added, { name: 'catch', attributes: {} }] });
  expect(caught.status).toBe('succeeded');
  plain.remove();
});

describe('under an external scheduler', () => {
  const run = 'airflow-0123456789ab';
  const step = (name: string, mode: string, ...args: string[]) =>
    runBundle(at.bundle, ['step', name, '--run-id', run, ...args], {
      ...at.env,
      METAFLOW_RUNTIME_NAME: 'airflow',
      METAFLOW_PARAMETERS: '{}',
      MODE: mode,
    });
  const doomed = async () => (await readRun(at, run)).steps['doomed']![0]!;

  test('the last attempt of the code is known by the command line', async () => {
    expect(await step('start', '')).toMatchObject({ code: 0 });
    expect(await step('doomed', 'throw', '--attempt', '0', '--max-user-code-retries', '1')).toMatchObject({ code: 1 });
    expect((await doomed()).exception).toBe('doomed');
    expect(await step('doomed', 'block', '--attempt', '1', '--max-user-code-retries', '1')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('@catch caught an exception from <flow Guarded step doomed>') as string,
    });
    expect((await doomed()).data['oops']).toMatchObject({ exception: timeoutText, type: timeoutType });
    expect((await doomed()).metadata).toMatchObject({ attempt: '1', attempt_ok: 'True' });
    expect(await step('doomed', 'die', '--attempt', '2', '--max-user-code-retries', '2')).toMatchObject({ code: 1 });
    expect(await step('doomed', 'die', '--attempt', '3', '--max-user-code-retries', '2')).toMatchObject({ code: 0 });
    expect((await doomed()).data['oops']).toMatchObject({
      exception: expect.stringContaining('over 3 attempts') as string,
    });
    // Somebody clears the task: the scheduler's limit has grown.
    expect(await step('doomed', 'good', '--attempt', '4', '--max-user-code-retries', '4')).toMatchObject({ code: 0 });
    expect(await doomed()).toMatchObject({ successful: true, data: { oops: null } });
    expect((await doomed()).data['seen']).toEqual(['debug {{ x }} $HOME', '4', 'true', 4]);
  });

  test('--with is a list of decorators', async () => {
    const added = JSON.stringify([{ name: 'timeout', attributes: { seconds: 0.2 } }]);
    expect(await step('start', '', '--with', added)).toMatchObject({ code: 0 });
    expect((await step('start', '', '--with', 'timeout')).stderr).toContain('step: --with must be a JSON list');
  });
});
