import { readRun } from '../testing/read-run';
import { type TestFlow, workplace, type Workplace } from '../testing/test-flow';
import { runFlow } from '../scheduler/run-flow';

jest.setTimeout(60_000);

const flow: TestFlow = {
  name: 'Failing',
  source: `import { FlowSpec, step, parameter } from '@mf/flow';
class Client { send() {} }
export class Failing extends FlowSpec {
  alpha = parameter({ default: 1 });
  limit = 5;
  broken = process.env['MODE'] === 'initialiser' && process.argv[2] === 'step' ? explode() : 1;
  x!: unknown; items!: number[];
  @step async start() {
    this.x = { rows: [1] };
    switch (process.env['MODE']) {
      case 'exit': process.exit(0);
      case 'swallowed exit': try { process.exit(3); } catch { /* the author knows better */ } break;
      case 'rejection': void Promise.reject(new Error('floating')); await new Promise((resolve) => setTimeout(resolve, 50)); break;
      case 'late rejection': void new Promise((_, reject) => setImmediate(() => reject(new Error('late')))); break;
      case 'uncaught': setTimeout(() => { throw new Error('from a timer'); }, 1); await new Promise((resolve) => setTimeout(resolve, 500)); break;
      case 'unsettled': await new Promise(() => {}); break;
      case 'class': (this.x as any).client = new Client(); break;
      case 'function': this.x = () => 1; break;
      case 'parameter': (this as any).alpha = 2; break;
      case 'constant': this.limit += 1; break;
      case 'no next': return;
      case 'other next': { const target = this.other; this.next(target); return; }
      case 'empty foreach': this.items = []; this.next({ a: this.end }, { condition: 'items' }); return;
      case 'text': throw 'just text';
      case 'cause': throw new Error('outer', { cause: new RangeError('inner') });
      case 'beside': (await import('node:fs')).readFileSync(new URL('./data.csv', import.meta.url)); break;
      case 'crash': process.abort();
      case 'vanish': (process as any).reallyExit(0);
      case 'merge': this.mergeArtifacts([]); break;
    }
    this.next(this.end);
  }
  @step other() { this.next(this.end); }
  @step end() {}
}
function explode(): number { throw new Error('in an initialiser'); }
`,
  steps: { start: { kind: 'linear', to: 'end' }, other: { kind: 'linear', to: 'end' }, end: { kind: 'end' } },
  parameters: ['alpha'],
  constants: ['limit', 'broken'],
};

let at: Workplace;
beforeAll(async () => {
  at = await workplace(flow);
});
afterAll(() => at.remove());

/** What the first step printed to stderr, and how the run ended, when the step fails in this way. */
async function failIn(mode: string) {
  const result = await runFlow({
    bundle: at.bundle,
    ir: at.ir,
    output: at.output,
    env: { ...at.env, MODE: mode },
    cwd: at.root,
  });
  const { steps } = await readRun(at, result.run);
  const [start] = steps['start'] ?? [];
  if (!start) throw new Error('start is missing');
  return { result, start };
}

test.each([
  ['exit', 'MF5113', 'Step start called process.exit(0), so its results would be lost'],
  ['swallowed exit', 'MF5113', 'Step start called process.exit(3), so its results would be lost'],
  ['unsettled', 'MF5114', 'Step start is not over, but nothing is left that it could be waiting for'],
  ['class', 'MF4012', 'this.x.client'],
  ['function', 'MF4012', 'this.x'],
  ['parameter', 'MF5106', 'Step start assigned to alpha, which is a parameter and read-only in steps'],
  ['constant', 'MF5106', 'Step start assigned to limit, which is a constant of the flow and read-only in steps'],
  ['no next', 'MF5108', 'Step start ended without this.next(...)'],
  ['other next', 'MF5107', 'By its source, step start goes to end; when it ran, this.next(...) said other'],
  ['empty foreach', 'MF5104', 'condition this.items is [], but the cases are a'],
  ['merge', 'MF5111', 'Step start is not a join, so it has nothing to merge'],
  ['beside', 'MF3013', 'ENOENT: no such file or directory'],
])('%s is a failure with a code', async (mode, code, message) => {
  const { result, start } = await failIn(mode);
  expect(result).toMatchObject({ status: 'failed', step: 'start' });
  expect(start.exception).toContain(message);
  expect(start.stderr).toContain(message);
  expect(start.stderr).toMatch(new RegExp(`^${code}: \\S`, 'm'));
  expect(start).toMatchObject({ successful: false, metadata: { attempt_ok: 'False' } });
});

test.each([
  ['rejection', 'floating', 'Error: floating'],
  ['late rejection', 'late', 'Error: late'],
  ['uncaught', 'from a timer', 'Error: from a timer'],
  ['text', 'just text', 'Thrown: just text'],
  ['cause', 'outer', 'Caused by: RangeError: inner'],
])('%s is a failure of the step', async (mode, exception, printed) => {
  const { result, start } = await failIn(mode);
  expect(result).toMatchObject({ status: 'failed', step: 'start' });
  expect(start).toMatchObject({ successful: false, exception });
  expect(start.stderr).toContain('<flow Failing step start> failed:');
  expect(start.stderr).toContain(printed);
  expect(start.stderr).not.toContain(at.root);
  expect(start.stderr).not.toContain('packages/');
});

test('a class that cannot even be constructed is told with the author’s lines', async () => {
  const { result } = await failIn('initialiser');
  expect(result).toMatchObject({ status: 'failed', step: 'start' });
  const shown = at.printed.join('\n');
  expect(shown).toContain('Error: in an initialiser');
  expect(shown).toContain('at explode (apps/test/src/test.flow.ts:36:36)');
});

test('what a failed step had set is kept, but for what cannot be stored', async () => {
  expect((await failIn('text')).start.data).toMatchObject({ x: { rows: [1] }, alpha: 1, limit: 5 });
  expect(Object.keys((await failIn('class')).start.data)).toEqual(expect.not.arrayContaining(['x']));
});

test('a process that dies, or ends without results, is a failure too', async () => {
  const crashed = await failIn('crash');
  expect(crashed.result).toMatchObject({ status: 'failed', step: 'start' });
  expect(crashed.start.stderr).toContain('Task failed: its process was ended by SIGABRT.');
  const vanished = await failIn('vanish');
  expect(vanished.result).toMatchObject({ status: 'failed', error: { code: 'MF5011' } });
});
