import type { FlowIR, StepIR, Transition } from '@mf/ir';
import { assembleFlowIR } from '@mf/ir/graph';
import { flowGraph } from './flow-graph';
import { GraphWalk, type Outcome, type ReadyTask } from './graph-walk';

const at = { file: 'x.flow.ts', line: 1, column: 1 };

function flow(steps: Readonly<Record<string, Transition & { inputs?: true }>>): FlowIR {
  const syntax = Object.entries(steps).map(([name, { inputs, ...next }]) => ({
    ...{ name, at, doc: '', takesInputs: inputs ?? false, next, nextAt: at, decorators: [] },
  }));
  return assembleFlowIR(
    { name: 'F', exportName: 'F', at, doc: '', steps: syntax, fields: [], decorators: [] },
    undefined,
  );
}

/** Runs a whole flow, where each task decides by its step; tells what ran and what it read. */
function trace(ir: FlowIR, decide: (step: StepIR, ready: ReadyTask, visit: number) => Outcome): string[] {
  const graph = flowGraph(ir);
  const walk = new GraphWalk(graph);
  const visits = new Map<string, number>();
  const queue = [walk.start('0', false)];
  const told: string[] = [];
  for (const ready of queue) {
    const task = `${told.length + 1}`;
    const indices = ready.levels.map(({ index }) => index).join('.');
    told.push(`${task} ${ready.step}[${indices}][${ready.iteration.join()}] < ${ready.inputs.join(' ')}`);
    const visit = visits.get(ready.step) ?? 0;
    visits.set(ready.step, visit + 1);
    const outcome = decide(graph.step(ready.step), ready, visit);
    queue.push(...walk.finished({ ready, task, outcome, isClone: false }));
  }
  return told;
}

const everyWay = (step: StepIR): Outcome => ({
  next:
    step.next.kind === 'end'
      ? []
      : step.next.kind === 'split'
        ? step.next.to
        : step.next.kind === 'switch'
          ? []
          : [step.next.to],
  splits: step.next.kind === 'foreach' ? 2 : undefined,
});

test('branches of a static split are joined in the order of the split, however long they are', () => {
  const ir = flow({
    start: { kind: 'split', to: ['b', 'a'] },
    a: { kind: 'linear', to: 'join' },
    b: { kind: 'linear', to: 'b2' },
    b2: { kind: 'linear', to: 'join' },
    join: { kind: 'linear', to: 'end', inputs: true },
    end: { kind: 'end' },
  });
  expect(trace(ir, everyWay)).toEqual([
    '1 start[][] < _parameters/0',
    '2 b[][] < start/1',
    '3 a[][] < start/1',
    '4 b2[][] < b/2',
    '5 join[][] < b2/4 a/3',
    '6 end[][] < join/5',
  ]);
});

test('foreach loops, also with a split inside, are joined in the order of their items', () => {
  const ir = flow({
    start: { kind: 'foreach', to: 'outer', over: 'xs' },
    outer: { kind: 'foreach', to: 'leaf', over: 'ys' },
    leaf: { kind: 'split', to: ['a', 'b'] },
    a: { kind: 'linear', to: 'both' },
    b: { kind: 'linear', to: 'both' },
    both: { kind: 'linear', to: 'inner', inputs: true },
    inner: { kind: 'linear', to: 'all', inputs: true },
    all: { kind: 'linear', to: 'end', inputs: true },
    end: { kind: 'end' },
  });
  const told = trace(ir, everyWay);
  expect(told).toHaveLength(1 + 2 + 4 + 8 + 4 + 2 + 1 + 1);
  expect(told.filter((line) => / (inner|all|end)\[/.test(line))).toEqual([
    '20 inner[0][] < both/16 both/17',
    '21 inner[1][] < both/18 both/19',
    '22 all[][] < inner/20 inner/21',
    '23 end[][] < all/22',
  ]);
});

test('a switch inside a foreach sends each item its own way to the join', () => {
  const ir = flow({
    start: { kind: 'foreach', to: 'work', over: 'xs' },
    work: {
      kind: 'switch',
      condition: 'c',
      cases: [
        { value: 'x', to: 'x' },
        { value: 'y', to: 'y' },
      ],
    },
    x: { kind: 'linear', to: 'merge' },
    y: { kind: 'linear', to: 'merge' },
    merge: { kind: 'linear', to: 'join' },
    join: { kind: 'linear', to: 'end', inputs: true },
    end: { kind: 'end' },
  });
  const told = trace(ir, (step, { levels }) =>
    step.name === 'work' ? { next: [levels[0]?.index === 0 ? 'y' : 'x'], splits: undefined } : everyWay(step),
  );
  expect(told).toContain('4 y[0][] < work/2');
  expect(told).toContain('5 x[1][] < work/3');
  expect(told).toContain('8 join[][] < merge/6 merge/7');
});

test('a loop counts how often its first step is entered, and may contain a split', () => {
  const ir = flow({
    start: { kind: 'linear', to: 'body' },
    body: { kind: 'split', to: ['a', 'b'] },
    a: { kind: 'linear', to: 'join' },
    b: { kind: 'linear', to: 'join' },
    join: { kind: 'linear', to: 'decide', inputs: true },
    decide: {
      kind: 'switch',
      condition: 'c',
      cases: [
        { value: 'again', to: 'body' },
        { value: 'done', to: 'end' },
      ],
    },
    end: { kind: 'end' },
  });
  const told = trace(ir, (step, _ready, visit) =>
    step.name === 'decide' ? { next: [visit < 1 ? 'body' : 'end'], splits: undefined } : everyWay(step),
  );
  expect(told.filter((line) => / (body|join|decide|end)\[/.test(line))).toEqual([
    '2 body[][0] < start/1',
    '5 join[][0] < a/3 b/4',
    '6 decide[][0] < join/5',
    '7 body[][1] < decide/6',
    '10 join[][1] < a/8 b/9',
    '11 decide[][1] < join/10',
    '12 end[][] < decide/11',
  ]);
});

test('a step that goes back to itself counts as in Metaflow', () => {
  const ir = flow({
    start: { kind: 'linear', to: 'loop' },
    loop: {
      kind: 'switch',
      condition: 'c',
      cases: [
        { value: 'yes', to: 'loop' },
        { value: 'no', to: 'end' },
      ],
    },
    end: { kind: 'end' },
  });
  const told = trace(ir, (step, _ready, visit) =>
    step.name === 'loop' ? { next: [visit < 2 ? 'loop' : 'end'], splits: undefined } : everyWay(step),
  );
  expect(told.map((line) => line.split(' ')[1])).toEqual([
    'start[][]',
    'loop[][0]',
    'loop[][1]',
    'loop[][2]',
    'end[][]',
  ]);
});

test('a join reads clones only when all its inputs are clones', () => {
  const ir = flow({
    start: { kind: 'foreach', to: 'work', over: 'xs' },
    work: { kind: 'linear', to: 'join' },
    join: { kind: 'linear', to: 'end', inputs: true },
    end: { kind: 'end' },
  });
  const joinAfter = (isClone: readonly boolean[]): ReadyTask | undefined => {
    const walk = new GraphWalk(flowGraph(ir));
    const items = walk.finished({
      ready: walk.start('0', true),
      task: '1',
      outcome: { next: ['work'], splits: 2 },
      isClone: true,
    });
    const ends = items.map((ready, index) => ({
      ready,
      task: String(index + 2),
      outcome: { next: ['join'], splits: undefined },
      isClone: isClone[index] ?? false,
    }));
    return ends.flatMap((end) => walk.finished(end))[0];
  };
  expect(joinAfter([true, true])?.readsClones).toBe(true);
  expect(joinAfter([true, false])?.readsClones).toBe(false);
});
