import type { FlowIR } from '@mf/ir';
import { type Decide, interpretGraph, told } from '../../../ir/src/testing/interpret-graph';
import { randomGraph, randomNumbers } from '../../../ir/src/testing/random-graph';
import { sketchFlow } from '../../../ir/src/testing/sketch-flow';
import { flowGraph } from './flow-graph';
import { runFlow } from '../scheduler/run-flow';
import { readRun } from '../testing/read-run';
import { type TestFlow, workplace } from '../testing/test-flow';
import { GraphWalk, type ReadyTask } from './graph-walk';

const seed = Number(process.env['MF_TEST_SEED'] ?? 1);

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
    const expected = interpretGraph(ir, decide);
    tasks += expected.length;
    // A graph whose foreach loops multiply too far says nothing that smaller ones do not.
    if (expected.length > 3000) continue;
    expect({ sketch, lines: walk(ir, random) }).toEqual({ sketch, lines: expected });
  }
  expect(tasks).toBeGreaterThan(5000);
});

/** A flow of that graph whose steps decide as `decide` does. */
function sourceOf(ir: FlowIR): TestFlow {
  const methods = ir.steps.map(({ name, next, takesInputs }) => {
    const call =
      next.kind === 'linear'
        ? `this.${next.to}`
        : next.kind === 'split'
          ? next.to.map((to) => `this.${to}`).join(', ')
          : next.kind === 'foreach'
            ? `this.${next.to}, { foreach: 'xs' }`
            : next.kind === 'switch'
              ? `{ ${next.cases.map(({ value, to }) => `${value}: this.${to}`).join(', ')} }, { condition: 'c' }`
              : undefined;
    const cases = JSON.stringify(next.kind === 'switch' ? next.cases : []);
    return `@step ${name}(${takesInputs ? 'inputs' : ''}) { this.decide('${name}', ${cases}); ${call ? `this.next(${call});` : ''} }`;
  });
  return {
    name: ir.name,
    source: `import { FlowSpec, step } from '@mf/flow';
export class ${ir.name} extends FlowSpec {
  xs; c; step; visit;
  decide(step, cases) {
    this.visit = this.step === step ? this.visit + 1 : 0;
    this.step = step;
    const number = Number(step.slice(1)) + this.foreachStack().reduce((sum, [index]) => sum + index + 1, 0);
    this.xs = [7, 8, 9].slice(0, 1 + (number % 3));
    const open = cases.filter(({ to }) => to !== step || this.visit < number % 3);
    this.c = open.length > 0 ? open[number % open.length].value : null;
  }
  ${methods.join('\n  ')}
}`,
    steps: Object.fromEntries(
      ir.steps.map(({ name, next, takesInputs }) => [name, { ...next, ...(takesInputs && { inputs: true as const }) }]),
    ),
  };
}

test(`random graphs run, each task in a process of its own (seed ${seed})`, async () => {
  const random = randomNumbers(seed);
  const small: { ir: FlowIR; expected: string[] }[] = [];
  while (small.length < 1) {
    const ir = sketchFlow(randomGraph(random, 3));
    const expected = interpretGraph(ir, decide);
    const kinds = new Set(ir.steps.map(({ next }) => next.kind));
    if (kinds.size === 5 && expected.length < 40) small.push({ ir, expected });
  }
  for (const { ir, expected } of small) {
    const at = await workplace(sourceOf(ir));
    const run = await runFlow({ bundle: at.bundle, ir: at.ir, output: at.output, env: at.env, cwd: at.root });
    expect({ run, printed: run.status === 'succeeded' ? [] : at.printed }).toEqual({
      run: { run: run.run, status: 'succeeded' },
      printed: [],
    });
    const { steps } = await readRun(at, run.run);
    const ran = Object.entries(steps).flatMap(([name, tasks]) => tasks.map(() => name));
    expect(ran.sort()).toEqual(expected.map((line) => line.slice(0, line.indexOf('['))).sort());
    at.remove();
  }
}, 240_000);
