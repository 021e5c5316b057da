import { execFileSync } from 'node:child_process';
import { readRun } from '../testing/read-run';
import { type TestFlow, workplace, type Workplace } from '../testing/test-flow';
import { readTriggers } from '../trigger';
import type { RemoteTask, RemoteTasks } from './remote-tasks';
import { runFlow } from './run-flow';

jest.setTimeout(60_000);

const places: Workplace[] = [];
afterAll(() => places.forEach((place) => place.remove()));

async function place(flow: TestFlow): Promise<Workplace> {
  const made = await workplace(flow);
  places.push(made);
  return made;
}

const line: TestFlow['steps'] = { start: { kind: 'linear', to: 'end' }, end: { kind: 'end' } };

const secretFlow = (options: string, rest = ''): TestFlow => ({
  name: 'Secretive',
  source: `import { catchError, environment, FlowSpec, secrets, step, timeout } from '@mf/flow';
const vault = { type: 'vault', id: 'db', role: 'reader', fetch: async ({ role }: { role: string | null }) => ({ DB_PASSWORD: 'hunter2', DB_ROLE: String(role) }) };
export class Secretive extends FlowSpec {
  seen!: unknown;
  @secrets(${options})
  ${rest}
  @step start() { this.seen = [process.env['DB_PASSWORD']?.length ?? null, process.env['DB_ROLE'] ?? null, process.env['API_KEY'] ?? null]; this.next(this.end); }
  @step end() { this.seen = [this.seen ?? null, process.env['DB_PASSWORD'] ?? null]; }
}`,
  steps: line,
});

async function runSecretive(options: string, env: NodeJS.ProcessEnv = {}, rest = '') {
  const at = await place(secretFlow(options, rest));
  const result = await runFlow({ ...at, cwd: at.root, env: { ...at.env, ...env } });
  return { at, result, printed: at.printed.join('\n'), read: await readRun(at, result.run) };
}

describe('@secrets', () => {
  test('are there in their step, and nowhere else', async () => {
    const { at, result, read } = await runSecretive(
      `{ sources: [vault, { type: 'inline', id: 'x', options: { envVars: { API_KEY: 'k' } } }] }`,
    );
    expect(result.status).toBe('succeeded');
    expect(read.steps['end']?.[0]?.data['seen']).toEqual([[7, 'reader', 'k'], null]);
    expect(() => execFileSync('grep', ['-rlz', 'hunter2', `${at.root}/.metaflow`])).toThrow(); // exit code 1: not found
    expect(JSON.stringify(at.ir)).not.toContain('hunter2');
  });

  test('of the environment are texts, or JSON objects', async () => {
    const options = `{ sources: ['environment.SECRET', { type: 'environment', id: 'PLAIN', options: { envVarName: 'API_KEY' } }] }`;
    const { result, read } = await runSecretive(options, {
      SECRET: '{"DB_PASSWORD": "xyz", "DB_ROLE": "r"}',
      PLAIN: 'plain',
    });
    expect(result.status).toBe('succeeded');
    expect(read.steps['start']?.[0]?.data['seen']).toEqual([3, 'r', 'plain']);
  });

  test.each([
    [
      `{ sources: ['environment.SECRET'] }`,
      {},
      'MF5142',
      "Failed to retrieve secret 'SECRET (environment)': the variable SECRET is not set",
    ],
    [`{ sources: ['environment.SECRET'] }`, { SECRET: 'hunter2' }, 'MF5142', 'the variable SECRET is no JSON object'],
    [
      `{ sources: [async function broken() { throw new Error('vault is sealed'); }] }`,
      {},
      'MF5142',
      "'broken (function)': vault is sealed",
    ],
    [`{ sources: ['SECRET'] }`, {}, 'MF5142', 'METAFLOW_DEFAULT_SECRETS_BACKEND_TYPE is not set'],
    [`{ sources: [() => ({ 'a b': 'x' })] }`, {}, 'MF5143', '"a b" cannot name a variable'],
    [`{ sources: [() => ({ METAFLOW_USER: 'x' })] }`, {}, 'MF5143', 'METAFLOW_USER starts with METAFLOW_'],
    [`{ sources: [() => ({ A: 3 }) as never] }`, {}, 'MF5143', 'the value of A is no text'],
    [
      `{ sources: [vault, vault] }`,
      {},
      'MF5144',
      "Secret 'db (vault)' will inject 'DB_PASSWORD' as env var, and it is also added by 'db (vault)'",
    ],
    [`{ sources: [vault] }`, { DB_PASSWORD: 'mine' }, 'MF5144', 'but it already exists in env'],
  ])('%s is refused', async (options, env, code, message) => {
    const { result, printed, read } = await runSecretive(options, env);
    expect(result.status).toBe('failed');
    expect(printed).toContain(code);
    expect(read.steps['start']?.[0]?.exception).toContain(message);
    expect(printed).not.toContain('hunter2');
  });

  test('conflict with @environment, unless they may override', async () => {
    const own = `@environment({ vars: { API_KEY: 'public' } })`;
    const options = `{ sources: [() => ({ API_KEY: 'secret' })] }`;
    const refused = await runSecretive(options, {}, own);
    expect(refused.read.steps['start']?.[0]?.exception).toContain("'API_KEY' as env var, but it already exists in env");
    const override = await runSecretive(`{ sources: [() => ({ API_KEY: 'secret' })], allowOverride: true }`, {}, own);
    expect(override.read.steps['start']?.[0]?.data['seen']).toEqual([null, null, 'secret']);
  });

  test('that do not come are a failure within the time limit, which @catch handles', async () => {
    const rest = `@timeout({ seconds: 1 }) @catchError()`;
    const { result, printed } = await runSecretive(
      `{ sources: [() => new Promise(() => setTimeout(() => {}, 60000))] }`,
      {},
      rest,
    );
    expect(result.status).toBe('succeeded');
    expect(printed).toContain('@catch caught an exception');
    expect(printed).toContain('TimeoutException');
  });
});

describe('@exitHook', () => {
  const hooked: TestFlow = {
    name: 'Hooked',
    source: `import { exitHook, FlowSpec, step, type RunReference } from '@mf/flow';
async function report(run: RunReference) { console.log('reported', run.pathspec.split('/')[0], await run.successful, (await run.data)?.['x'], (await (run as any).status).state); }
function broken() { throw new Error('no mail server'); }
const upper = (run: RunReference) => { console.log('upper', run.id.length > 0); };
@exitHook({ onSuccess: [upper] })
@exitHook({ onSuccess: [broken, report], onError: [report] })
export class Hooked extends FlowSpec {
  x!: number;
  @step start() { this.x = 7; if (process.env['BREAK']) throw new Error('broken'); this.next(this.end); }
  @step end() {}
}`,
    steps: line,
  };
  /** Without times and ids. */
  const after = (printed: readonly string[], start: string): string[] => {
    const texts = printed.map((text) => text.replace(/^\S+ \S+ /, ''));
    return texts.slice(texts.findIndex((text) => text.startsWith(start)));
  };

  test('calls functions of the flow after the run; a failing one changes nothing', async () => {
    const at = await place(hooked);
    const result = await runFlow({ ...at, cwd: at.root });
    expect(result.status).toBe('succeeded');
    expect(after(at.printed, 'Error: no mail server')).toEqual([
      'Error: no mail server',
      expect.stringContaining('at broken (apps/test/src/test.flow.ts:3:') as string,
      "[exit_hook] Hook 'broken' failed: exit code 1",
      'reported Hooked true 7 successful',
      'upper true',
      'Done!',
    ]);
  });

  test('calls others after a failed run, and does not change its end', async () => {
    const at = await place(hooked);
    const result = await runFlow({ ...at, cwd: at.root, env: { ...at.env, BREAK: '1' } });
    expect(result).toMatchObject({ status: 'failed', step: 'start' });
    expect(at.printed.at(-1)).toContain('reported Hooked false undefined failed');
  });
});

describe('current', () => {
  test('knows its run and task as the client reads them, its project, its triggers and its directory', async () => {
    const at = await place({
      name: 'Known',
      source: `import { current, FlowSpec, project, step } from '@mf/flow';
@project({ name: 'p' })
export class Known extends FlowSpec {
  seen!: unknown; trigger!: unknown;
  @step async start() {
    const [run, task] = [await current.run, await current.task];
    this.seen = [run.pathspec === 'Known/' + current.runId, task.pathspec === current.pathspec, [...(await run.userTags)], await task.finished,
      current.projectName, current.branchName, current.isUserBranch, current.isProduction, current.projectFlowName, current.tempdir, process.env['METAFLOW_DEFAULT_NAMESPACE']];
    const { trigger } = current;
    this.trigger = trigger && [trigger.event?.name, trigger.events?.length, trigger.event?.timestamp?.toISOString(), (await trigger.run)?.pathspec, (await trigger.runs)?.length, [...trigger].map((e) => e.type)];
    this.next(this.end);
  }
  @step end() {}
}`,
      steps: line,
    });
    const run = (env: NodeJS.ProcessEnv = {}) =>
      runFlow({ ...at, cwd: at.root, env: { ...at.env, ...env }, tags: ['a'], branch: 'b', namespace: 'user:x' });
    const plain = (await readRun(at, (await run()).run)).steps['start']?.[0];
    expect(plain?.data['seen']).toEqual([
      ...[true, true, ['a'], false, 'p', 'test.b', false, false, 'p.test.b.Known', '.', 'user:x'],
    ]);
    expect(plain?.data['trigger']).toBeNull();

    const triggers = [
      { name: 'data_ready', id: '17', timestamp: 1700000000, type: 'event' },
      { name: 'metaflow.Up.end', id: 'Up/5/end/9', timestamp: 1700000001, type: 'run' },
    ];
    const env = { METAFLOW_TRIGGERS: JSON.stringify(triggers), METAFLOW_TEMPDIR: '/tmp/x' };
    const triggered = (await readRun(at, (await run(env)).run)).steps['start']?.[0];
    expect(triggered?.data['trigger']).toEqual([
      ...['metaflow.Up.end', 2, '2023-11-14T22:13:21.000Z', 'Up/5', 1, ['run', 'event']],
    ]);
    expect(triggered?.data['seen']).toContain('/tmp/x');
    expect(JSON.parse(String(triggered?.metadata['execution-triggers']))).toEqual(triggers.reverse());

    const { run: upstream } = await run();
    const tried = await runFlow({ ...at, cwd: at.root, triggers: [`Known/${upstream}`] });
    const seen = (await readRun(at, tried.run)).steps['start']?.[0]?.data['trigger'] as unknown[];
    expect(seen).toEqual(['metaflow.Known.end', 1, expect.any(String), `Known/${upstream}`, 1, ['run']]);
    const passed: RemoteTask['variables'][] = [];
    const pods: RemoteTasks = {
      takes: () => true,
      start({ variables }) {
        passed.push(variables);
        const error = Object.assign(new Error('no room'), { isFinal: true });
        return { kill: () => undefined, ended: Promise.resolve({ exitCode: 1, error }) };
      },
      close: () => Promise.resolve(),
    };
    for (const from of [{ triggers: [`Known/${upstream}`] }, { env: { ...at.env, ...env } }]) {
      const far = await runFlow({ ...at, cwd: at.root, ...from, openRemote: () => Promise.resolve(pods) });
      expect(far.status).toBe('failed');
    }
    const names = passed.map((variables) => readTriggers(variables).map(({ record }) => record.name));
    expect(names).toEqual([['metaflow.Known.end'], ['metaflow.Up.end', 'data_ready']]);
    for (const [wrong, message] of [
      ['Known', 'is no FLOW/RUN'],
      ['Known/0', 'there is no run Known/0'],
    ] as const) {
      await expect(runFlow({ ...at, cwd: at.root, triggers: [wrong] })).rejects.toThrow(message);
    }
  });
});
