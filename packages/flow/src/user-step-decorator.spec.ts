import { describeFlow } from './describe-flow';
import { retry, step } from './index';
import { FlowSpec } from './flow-spec';
import { recordedTransition } from './task-binding';
import { userStepDecorator } from './user-step-decorator';

interface Told extends FlowSpec {
  told: string[];
}

const telling = userStepDecorator<{ as?: string }, Told>('telling', async ({ step, flow, attributes }, run) => {
  flow.told.push(`before ${attributes.as ?? step}`);
  await run();
  flow.told.push(`after ${attributes.as ?? step}`);
});

/** A plain decorator, that knows nothing of flows. */
function plain<T, A extends unknown[]>(method: (this: T, ...args: A) => void) {
  return function (this: T, ...args: A): void {
    method.apply(this, args);
  };
}

class Decorated extends FlowSpec {
  told: string[] = [];
  @telling
  @telling({ as: 'inner' })
  @retry()
  @step
  async start() {
    await Promise.resolve();
    this.told.push('start');
    this.next(this.join);
  }
  @step @plain join() {
    this.next(this.end);
  }
  @plain @step end() {}
}

test('runs around the step, the upper one around the lower one', async () => {
  const flow = new Decorated();
  await flow.start();
  expect(flow.told).toEqual(['before start', 'before inner', 'start', 'after inner', 'after start']);
  expect(recordedTransition(flow)).toEqual({ kind: 'linear', to: 'join' });
});

test('leaves a step a step, as plain decorators do', () => {
  const flow = new Decorated();
  flow.join();
  expect(recordedTransition(flow)).toEqual({ kind: 'linear', to: 'end' });
  expect(Object.keys(describeFlow(Decorated).steps)).toEqual(['start', 'join', 'end']);
});

test('is described with its attributes', () => {
  expect(describeFlow(Decorated).steps['start']).toEqual([
    { name: 'telling', attributes: { _args: [] }, userDefined: true },
    { name: 'telling', attributes: { _args: [], as: 'inner' }, userDefined: true },
    { name: 'retry', attributes: {} },
  ]);
});

test('gives inputs and errors to who runs the step, and waits for a step that nobody waits for', async () => {
  const seen: unknown[] = [];
  const careful = userStepDecorator('careful', async ({ inputs }, run) => {
    seen.push(inputs);
    await run().catch((error: Error) => seen.push(error.message));
  });
  const careless = userStepDecorator('careless', (_call, run) => void run());
  class Failing extends FlowSpec {
    @careful @step join(inputs: readonly number[]) {
      throw new Error(`no ${inputs.length}`);
    }
    @careless @step async end() {
      await new Promise((resolve) => setImmediate(resolve));
      seen.push('end');
      throw new Error('lost?');
    }
  }
  const flow = new Failing();
  await flow.join([1, 2]);
  await expect(flow.end()).rejects.toThrow('lost?');
  expect(seen).toEqual([[1, 2], 'no 2', 'end']);
});

test.each(['retry', 'step', 'two words', '', 'a.', '1st'])('cannot be called %j', (name) => {
  expect(() => userStepDecorator(name, (_call, run) => run())).toThrow(expect.objectContaining({ code: 'MF5130' }));
});

test('takes attributes that are JSON', () => {
  expect(() => {
    class Odd extends FlowSpec {
      told!: string[];
      @telling({ as: 1n as never }) @step start() {}
    }
    return Odd;
  }).toThrow(expect.objectContaining({ code: 'MF5131' }));
});
