import { runFlow } from '../scheduler/run-flow';
import { readRun } from '../testing/read-run';
import { type TestFlow, type Workplace, workplace } from '../testing/test-flow';

const flow: TestFlow = {
  name: 'Wrapped',
  source: `import { catchError, FlowSpec, retry, step, userStepDecorator } from '@mf/flow';
const skip = userStepDecorator('skip', ({ flow }) => { flow.skipped = [...(flow.skipped ?? []), 'x']; });
const swallow = userStepDecorator('swallow', async ({ flow, step }, run) => {
  try { await run(); } catch (error) { flow.caught = step + ': ' + error.message; }
});
const replace = userStepDecorator('acme.replace', ({ flow, inputs, attributes }) => {
  flow.total = inputs.reduce((sum, each) => sum + each.item, attributes.from);
  flow.next(flow.last);
});
const failing = userStepDecorator('failing', () => { throw new Error('the decorator itself'); });
export class Wrapped extends FlowSpec {
  items = [1, 2, 3];
  go; skipped; caught; total; item; failure;
  @skip @step start() { throw new Error('not run'); }
  @swallow @retry({ times: 1 }) @step work() { this.item = this.input * 10; if (this.input === 2) throw new Error('two'); this.next(this.join); }
  @replace({ from: 100 }) @step join(inputs) { throw new Error('not run'); }
  @step last() { this.go = 'yes'; this.next(this.chosen); }
  @skip @skip @step chosen() { throw new Error('not run'); }
  @catchError({ var: 'failure' }) @failing @step yes() { this.next(this.end); }
  @step no() { this.next(this.end); }
  @skip @step end() { throw new Error('not run'); }
}`,
  constants: ['items'],
  steps: {
    start: { kind: 'foreach', to: 'work', over: 'items' },
    work: { kind: 'linear', to: 'join' },
    join: { kind: 'linear', to: 'last', inputs: true },
    last: { kind: 'linear', to: 'chosen' },
    chosen: {
      kind: 'switch',
      condition: 'go',
      cases: [
        { value: 'yes', to: 'yes' },
        { value: 'no', to: 'no' },
      ],
    },
    yes: { kind: 'linear', to: 'end' },
    no: { kind: 'linear', to: 'end' },
    end: { kind: 'end' },
  },
};

jest.setTimeout(60_000);

let at: Workplace;
beforeAll(async () => (at = await workplace(flow)));
afterAll(() => at.remove());

test('user-defined decorators skip, replace and save steps, which go on as their source says', async () => {
  const run = await runFlow({ bundle: at.bundle, ir: at.ir, env: at.env, cwd: at.root, output: at.output });
  expect({ status: run.status, printed: at.printed.filter((line) => line.includes('Error')) }).toMatchObject({
    status: 'succeeded',
  });
  const { steps } = await readRun(at, run.run);
  expect(steps['work']?.map(({ data }) => data['caught'])).toEqual([undefined, 'work: two', undefined]);
  expect(steps['end']?.[0]?.data).toMatchObject({
    total: 160,
    skipped: ['x', 'x'],
    failure: { exception: 'the decorator itself' },
  });
});
