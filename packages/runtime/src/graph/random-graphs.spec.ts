import type { FlowIR, StepIR } from '@mf/ir';
import { randomGraph, randomNumbers } from '../../../ir/src/testing/random-graph';
import { sketchFlow } from '../../../ir/src/testing/sketch-flow';
import { flowGraph } from './flow-graph';
import { GraphWalk, type Outcome, type ReadyTask } from './graph-walk';

const seed = Number(process.env['MF_TEST_SEED'] ?? 1);

type Decide = (step: StepIR, indices: readonly number[], visit: number) => Outcome;

/** Decisions that depend on the place alone, so that whoever asks gets the same: one to three items, any case, a few times round. */
const decide: Decide = ({ name, next }, indices, visit) => {
  const number = Number(name.slice(1)) + indices.reduce((sum, index) => sum + index + 1, 0);
  switch (next.kind) {
    case 'end':
      return { next: [], splits: undefined };
    case 'linear':
      return { next: [next.to], splits: undefined };
    case 'split':
      return { next: next.to, splits: undefined };
    case 'foreach':
      return { next: [next.to], splits: 1 + (number % 3) };
    case 'switch': {
      const cases = next.cases.map(({ to }) => to).filter((to) => to !== name || visit < number % 3);
      return { next: [cases[number % cases.length] as string], splits: undefined };
    }
  }
};

const told = (step: string, indices: readonly number[], inputs: readonly string[]): string =>
  `${step}[${indices.join('.')}] < ${inputs.join(' ')}`;

/** What runs, by what the words mean: a split runs all of its branches up to its join, a switch the one that it chooses. */
function interpret(ir: FlowIR): string[] {
  const steps = new Map(ir.steps.map((step) => [step.name, step]));
  const lines: string[] = [];
  /** Runs steps in a row until `stop` would come, and gives the last one. */
  const follow = (first: string, indices: readonly number[], from: readonly string[], stop?: string): string => {
    let [name, inputs, last, visit] = [first, from, '', 0];
    for (;;) {
      const step = steps.get(name) as StepIR;
      lines.push(told(name, indices, inputs));
      last = `${name}[${indices.join('.')}]`;
      const { next, splits } = decide(step, indices, visit);
      const ends =
        splits === undefined
          ? step.matchingJoin && next.map((branch) => follow(branch, indices, [last], step.matchingJoin))
          : Array.from({ length: splits }, (_none, index) =>
              follow(next[0] as string, [...indices, index], [last], step.matchingJoin),
            );
      const to = ends ? (step.matchingJoin as string) : next[0];
      if (to === undefined || (!ends && to === stop)) return last;
      visit = to === name ? visit + 1 : 0;
      [name, inputs] = [to, ends || [last]];
    }
  };
  follow('start', [], ['_parameters']);
  return lines.sort();
}

/** What runs, as the scheduler does it; of the tasks that are ready any may end first. */
function walk(ir: FlowIR, random: () => number): string[] {
  const graph = flowGraph(ir);
  const steps = new GraphWalk(graph);
  const places = new Map<string, string>([['_parameters/0', '_parameters']]);
  const ready: ReadyTask[] = [steps.start('0', false)];
  const lines: string[] = [];
  while (ready.length > 0) {
    const [next] = ready.splice(Math.floor(random() * ready.length), 1) as [ReadyTask];
    const indices = next.levels.map(({ index }) => index);
    const task = String(lines.length + 1);
    places.set(`${next.step}/${task}`, `${next.step}[${indices.join('.')}]`);
    lines.push(
      told(
        next.step,
        indices,
        next.inputs.map((input) => places.get(input) ?? 'nowhere'),
      ),
    );
    const outcome = decide(graph.step(next.step), indices, next.iteration.at(-1) ?? 0);
    ready.push(...steps.finished({ ready: next, task, outcome, isClone: false }));
  }
  return lines.sort();
}

test(`any graph of splits, foreach loops, switches and repeated steps runs as it reads (seed ${seed})`, () => {
  const random = randomNumbers(seed);
  let tasks = 0;
  for (let index = 0; index < 400; index++) {
    const sketch = randomGraph(random, 1 + (index % 4));
    const ir = sketchFlow(sketch);
    const expected = interpret(ir);
    tasks += expected.length;
    // A graph whose foreach loops multiply too far says nothing that smaller ones do not.
    if (expected.length > 3000) continue;
    expect({ sketch, lines: walk(ir, random) }).toEqual({ sketch, lines: expected });
  }
  expect(tasks).toBeGreaterThan(5000);
});
