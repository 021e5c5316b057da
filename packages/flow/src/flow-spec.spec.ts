import { current, FlowSpec, type Inputs, step } from './index';
import { bindTask, recordedTransition, setCurrent, type TaskBinding, type TaskCards } from './internal';

class Shapes extends FlowSpec {
  items!: unknown;
  size!: unknown;
  @step a() {}
  @step b() {}
  @step join(inputs: Inputs<Shapes>) {
    this.size = inputs.length;
  }
  helper() {}
}

function shapes(fields: { items?: unknown; size?: unknown } = {}): Shapes {
  return Object.assign(new Shapes(), fields);
}

/** What `next` recorded or threw for a call that TypeScript may refuse. */
function next(flow: Shapes, ...args: unknown[]): unknown {
  (flow.next as (...args: unknown[]) => void).apply(flow, args);
  return recordedTransition(flow);
}

test('records every kind of transition', () => {
  const flow = shapes();
  expect(next(flow, flow.a)).toEqual({ kind: 'linear', to: 'a' });
  expect(next(shapes(), flow.a, flow.b)).toEqual({ kind: 'split', to: ['a', 'b'] });
  expect(next(shapes({ items: new Set([1, 2]) }), flow.a, { foreach: 'items' })).toEqual({
    kind: 'foreach',
    to: 'a',
    over: 'items',
    items: [1, 2],
  });
  expect(next(shapes({ size: true }), { true: flow.a, false: flow.b }, { condition: 'size' })).toEqual({
    kind: 'switch',
    condition: 'size',
    value: 'true',
    to: 'a',
  });
});

test('a text has its characters as items, as in Metaflow', () => {
  const flow = shapes({ items: 'a😀' });
  expect(next(flow, flow.a, { foreach: 'items' })).toMatchObject({ items: ['a', '😀'] });
});

test('refuses a second call', () => {
  const flow = shapes();
  flow.next(flow.a);
  expect(() => flow.next(flow.b)).toThrow(expect.objectContaining({ code: 'MF5102' }));
});

test.each([
  ['no step', [], 'MF5101', 'this.next() names no step'],
  ['a helper', [Shapes.prototype.helper], 'MF5101', 'argument 1 of this.next(...) is not a step of this flow'],
  ['a name', [Shapes.prototype.a, 'b'], 'MF5101', 'argument 2 of this.next(...) is not a step of this flow'],
  [
    'two steps and foreach',
    [Shapes.prototype.a, { foreach: 'items' }, Shapes.prototype.b],
    'MF5101',
    'takes exactly one step',
  ],
  [
    'an unknown option',
    [Shapes.prototype.a, { foreach: 'items', numParallel: 2 }],
    'MF5101',
    'does not know the option numParallel',
  ],
  [
    'a foreach that is no name',
    [Shapes.prototype.a, { foreach: [1] }],
    'MF5101',
    'foreach must be the name of a field',
  ],
  ['cases without a condition', [{ x: Shapes.prototype.a }], 'MF5101', 'needs { condition: "field" }'],
  ['a case that is no step', [{ x: 1 }, { condition: 'size' }], 'MF5101', 'case x of this.next(...) is not a step'],
  [
    'an unset foreach',
    [Shapes.prototype.a, { foreach: 'items' }],
    'MF5103',
    'foreach over this.items, which is not set',
  ],
  [
    'an unset condition',
    [{ x: Shapes.prototype.a }, { condition: 'size' }],
    'MF5104',
    'condition this.size is not set',
  ],
])('refuses %s', (_what, args, code, message) => {
  expect(() => next(shapes(), ...args)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) as string }),
  );
});

test('refuses a foreach over nothing or over no iterable, and a value without a case', () => {
  const flow = shapes({ items: [], size: 'huge' });
  expect(() => next(flow, flow.a, { foreach: 'items' })).toThrow('foreach over this.items, which is empty');
  expect(() => next(shapes({ items: 5 }), flow.a, { foreach: 'items' })).toThrow('which is a number and has no items');
  expect(() => next(shapes({ items: { a: 1 } }), flow.a, { foreach: 'items' })).toThrow(
    'which is an object and has no',
  );
  expect(() => next(shapes({ items: Promise.resolve([1]) }), flow.a, { foreach: 'items' })).toThrow(
    'which is a promise that',
  );
  expect(() => next(flow, { x: flow.a, y: flow.b }, { condition: 'size' })).toThrow(
    'condition this.size is "huge", but the cases are x, y',
  );
});

test('a bound flow asks its task, even when a field hides the name', () => {
  class Hiding extends Shapes {
    // @ts-expect-error TypeScript warns of it, but JavaScript does not.
    override readonly input!: string;
  }
  const merged: unknown[] = [];
  const binding: TaskBinding = {
    step: 'a',
    input: () => 'item',
    index: () => 2,
    foreachStack: () => [[2, 3, 'item']],
    mergeArtifacts: (...args) => merged.push(args),
    nextInSource: () => [],
  };
  const flow = new Hiding();
  bindTask(flow, binding);
  expect([flow.input, flow.index, flow.foreachStack()]).toEqual(['item', 2, [[2, 3, 'item']]]);
  flow.mergeArtifacts([], { include: ['x'] });
  expect(merged).toEqual([[[], { include: ['x'] }]]);
  expect(Object.keys(flow)).not.toContain('input');
});

test('what only a task knows is a coded error elsewhere', () => {
  expect(() => shapes().mergeArtifacts([])).toThrow(expect.objectContaining({ code: 'MF5105' }));
  expect(current.isRunningFlow).toBe(false);
  expect(() => current.runId).toThrow('current.runId is known only while a flow runs');
});

test('current has the facts of the task', () => {
  const card = { append() {} } as unknown as TaskCards;
  setCurrent({
    flowName: 'F',
    runId: '1',
    stepName: 'a',
    taskId: '2',
    retryCount: 0,
    originRunId: null,
    pathspec: 'F/1/a/2',
    namespace: 'user:ada',
    username: 'ada',
    tags: new Set(['t']),
    parameters: { alpha: 1 },
    graph: {},
    tempdir: '.',
    trigger: null,
    run: new Promise<never>(() => undefined),
    task: new Promise<never>(() => undefined),
    ...{ projectName: null, branchName: null, projectFlowName: null, isUserBranch: false, isProduction: false },
    card,
  });
  expect([current.isRunningFlow, current.pathspec, current.parameters['alpha'], current.tags.has('t')]).toEqual([
    true,
    'F/1/a/2',
    1,
    true,
  ]);
  expect(current.card).toBe(card);
  setCurrent(undefined);
});
