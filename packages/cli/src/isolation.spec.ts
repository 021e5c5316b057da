import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namespace, Run } from '@mf/client';
import { localDatastore } from '@mf/datastore';
import { type Isolation, resumeFlow, runFlow, type RunOptions } from '@mf/runtime';
import { processIo } from './command-io';
import { loadFlows } from './load-flows';

/** Each task looks what an earlier one has left, and then leaves something itself, by the name of its item. */
const flow = `import { FlowSpec, environment, retry, catchError, timeout, step, type CaughtError, type Inputs } from '@mf/flow';
import { writeSync } from 'node:fs';

const state: string[] = [];
const shared = globalThis as { left?: string[] };

export class LeavingFlow extends FlowSpec {
  items!: string[];
  saw!: Record<string, unknown>;
  all!: Record<string, unknown>;
  late!: CaughtError | null;

  @step start() {
    this.items = ['module', 'global', 'environment', 'listener', 'timer', 'exit', 'kill', 'reject', 'last'];
    this.next(this.work, { foreach: 'items' });
  }

  @environment({ vars: { OF_THE_STEP: 'set' } })
  @retry({ times: 1, minutesBetweenRetries: 0 })
  @step async work() {
    const item = this.input as string;
    this.saw = {
      pid: process.pid,
      state: [...state],
      global: [...(shared.left ?? [])],
      variable: process.env.LEFT ?? null,
      ofTheStep: process.env.OF_THE_STEP,
      cwd: process.cwd(),
      listeners: process.listenerCount('rejectionHandled'),
      step: process.argv[3],
      attempt: process.argv[process.argv.indexOf('--attempt') + 1],
    };
    state.push(item);
    console.log('out of ' + item);
    process.stderr.write('err of ' + item);
    const isFirst = this.saw.attempt === '0';
    if (item === 'global') (shared.left ??= []).push(item);
    if (item === 'environment') { process.env.LEFT = item; delete process.env.HOME; process.chdir('/'); process.exitCode = 7; }
    if (item === 'listener') { process.on('rejectionHandled', () => {}); process.on('exit', () => writeSync(1, 'at the end\\n')); }
    if (item === 'timer') setInterval(() => console.log('late line'), 5);
    if (item === 'exit' && isFirst) process.exit(0);
    if (item === 'kill' && isFirst) { console.log('dying'); process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); }
    if (item === 'reject' && isFirst) void Promise.reject(new Error('nobody waits'));
    this.next(this.join);
  }

  @step join(inputs: Inputs<LeavingFlow>) {
    this.all = Object.fromEntries(inputs.map((input) => [input.input as string, input.saw]));
    this.next(this.slow);
  }

  @catchError({ var: 'late', printException: false })
  @timeout({ seconds: 1 })
  @step slow() {
    for (;;);
    this.next(this.end);
  }

  @step end() {
    if (process.env.FAIL) throw new Error('as asked');
    console.log(process.env.OF_THE_STEP ?? 'not set', state.length);
  }
}
`;

interface Saw {
  readonly pid: number;
  readonly state: readonly string[];
  readonly global: readonly string[];
  readonly attempt: string;
}

jest.setTimeout(60_000);

let root: string;
beforeAll(() => {
  namespace(null);
  root = realpathSync(mkdtempSync(join(tmpdir(), 'mf-isolation-')));
  writeFileSync(join(root, 'package.json'), '{}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function settings(source: string, isolation: Isolation, env: NodeJS.ProcessEnv = {}): Promise<RunOptions> {
  writeFileSync(join(root, 'leaving.flow.ts'), source);
  const io = { ...processIo(), cwd: root, env: { ...process.env, XDG_CACHE_HOME: join(root, 'cache') } };
  const [loaded] = await loadFlows(['leaving.flow.ts'], io);
  expect(loaded!.diagnostics).toEqual([]);
  return {
    ir: loaded!.ir!,
    bundle: loaded!.bundle!.path,
    isolation,
    // One after another, so that a process that is used again is used by the next one.
    maxWorkers: 1,
    cwd: root,
    env: { ...process.env, METAFLOW_USER: 'tester', METAFLOW_DATASTORE_SYSROOT_LOCAL: root, ...env },
    output: () => undefined,
  };
}

function open(run: string): Run {
  return new Run(`LeavingFlow/${run}`, { datastore: localDatastore(join(root, '.metaflow')) });
}

async function seenBy(run: Run): Promise<Record<string, Saw>> {
  return (await run.data)!['all'] as Record<string, Saw>;
}

describe.each<[Isolation]>([['process'], ['module']])('isolation: %s', (isolation) => {
  let run: Run;
  let resumed: Run;
  beforeAll(async () => {
    const failed = await runFlow(await settings(flow, isolation, { FAIL: 'yes' }));
    expect(failed).toMatchObject({ status: 'failed', step: 'end' });
    const again = await resumeFlow({ ...(await settings(flow, isolation)), originRun: failed.run });
    expect(again.status).toBe('succeeded');
    [run, resumed] = [open(failed.run), open(again.run)];
  });

  it('keeps from each task what the earlier ones did', async () => {
    const all = await seenBy(resumed);
    const seen = Object.values(all);
    expect(seen).toHaveLength(9);
    const asStarted = { state: [], variable: null, ofTheStep: 'set', cwd: root, listeners: 0, step: 'work' };
    for (const saw of seen) expect(saw).toMatchObject(asStarted);
    // Each crash is one task's only: it has a second attempt, in a process that no other task has had.
    const again = Object.entries(all).filter(([, { attempt }]) => attempt === '1');
    expect(again.map(([item]) => item)).toEqual(['exit', 'kill', 'reject']);
    for (const [, { pid }] of again) expect(seen.filter((saw) => saw.pid === pid)).toHaveLength(1);
    // What is running when a task is over does not run on beside the next.
    expect(all['exit']!.pid).not.toBe(all['timer']!.pid);
    expect(new Set(seen.map(({ pid }) => pid)).size).toBe(isolation === 'process' ? 9 : 5);
    // What is given up.
    expect(all['environment']!.global).toEqual(isolation === 'process' ? [] : ['global']);
  });

  it("stores each task's own output, whole", async () => {
    const stored: Record<string, [string, string]> = {};
    for await (const task of run.step('work')) {
      const [stdout, stderr] = [await task.stdout, await task.stderr];
      stored[/out of (\w+)/.exec(stdout)?.[1] ?? stdout] = [stdout, stderr];
    }
    const plain = (item: string): [string, string] => [`out of ${item}\n`, `err of ${item}\n`];
    expect(stored).toMatchObject({
      module: plain('module'),
      global: plain('global'),
      environment: plain('environment'),
      listener: ['out of listener\nat the end\n', 'err of listener\n'],
      exit: plain('exit'),
      kill: plain('kill'),
      reject: plain('reject'),
      last: plain('last'),
    });
    expect(stored['timer']?.[0].replaceAll('late line\n', '')).toBe('out of timer\n');
  });

  it('ends a step that blocks its process when its time is over, and goes on with a good process', async () => {
    const late = (await resumed.data)!['late'] as { readonly type: string };
    expect(late.type).toContain('TimeoutException');
    expect(await (await resumed.endTask)!.stdout).toBe('not set 0\n');
  });
});

it.each<[Isolation]>([['process'], ['module']])(
  'isolation %s: what fails after the end of a step does not make the step fail',
  async (isolation) => {
    const source = `import { FlowSpec, step } from '@mf/flow';
export class LeavingFlow extends FlowSpec {
  @step start() {
    const look = () => {
      if (process.listenerCount('beforeExit') === 0) throw new Error('too late');
      setImmediate(look);
    };
    setImmediate(look);
    this.next(this.end);
  }
  @step end() {}
}
`;
    const { run, status } = await runFlow(await settings(source, isolation));
    expect(status).toBe('succeeded');
    expect(await (await open(run).step('start').task)!.stderr).toBe('');
  },
);

it('gives a flow that can only be loaded once a process for each attempt', async () => {
  const source = flow.replace('const state: string[] = [];', 'const state: string[] = await Promise.resolve([]);');
  const { run } = await runFlow(await settings(source, 'module'));
  expect(new Set(Object.values(await seenBy(open(run))).map(({ pid }) => pid)).size).toBe(9);
});
