import { targetsOf, type Transition } from '@mf/ir';
import { type Decide, interpretGraph } from '../../packages/ir/src/testing/interpret-graph';
import { randomGraph, randomNumbers } from '../../packages/ir/src/testing/random-graph';
import { sketchFlow } from '../../packages/ir/src/testing/sketch-flow';

/** A flow that a seed decides, in TypeScript. */
export interface RandomFlow {
  readonly name: string;
  readonly source: string;
}

/** Of many small graphs one learns more than of a few large ones, and each task costs an Airflow a second or two. */
const [fewest, most] = [5, 9];

/** What the methods of the source decide, too: by the place alone, so that whoever asks gets the same. One list in eleven is empty. */
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
      return { next: [next.to], splits: sizeOf(number) };
    case 'switch': {
      const cases = next.cases.map(({ to }) => to).filter((to) => to !== name || visit < number % 3);
      return { next: [cases[number % cases.length] as string], splits: undefined };
    }
  }
};

const sizeOf = (number: number): number => (number % 11 === 6 ? 0 : 1 + (number % 3));

/** A flow with splits, foreach loops, switches and repeated steps inside of each other. */
export function randomFlow(seed: number): RandomFlow {
  const random = randomNumbers(seed);
  for (;;) {
    const ir = sketchFlow(randomGraph(random, 1 + Math.floor(random() * 3)));
    const tasks = interpretGraph(ir, decide).length;
    const kinds = new Set(ir.steps.map(({ next }) => next.kind));
    if (tasks < fewest || tasks > most || kinds.size < 3) continue;
    const name = `Random${seed}Flow`;
    const methods = ir.steps.map(({ name: step, next, takesInputs }) => {
      const ways = next.kind === 'switch' ? next.cases.map(({ value, to }) => [value, to]) : [];
      const read = takesInputs ? 'inputs.map(({ trail }) => trail ?? null)' : '[this.trail ?? null]';
      return [
        `  @step ${step}(${takesInputs ? `inputs: Inputs<${name}>` : ''}) {`,
        `    this.decide('${step}', ${JSON.stringify(ways)}, ${read});`,
        ...(next.kind === 'end' ? [] : [`    this.next(${argumentsOf(next)});`]),
        '  }',
      ].join('\n');
    });
    return { name, source: sourceOf(name, seed, methods) };
  }
}

/** What `this.next` is called with. */
function argumentsOf(next: Transition): string {
  const targets = targetsOf(next).map((to) => `this.${to}`);
  if (next.kind === 'foreach') return `${targets.join()}, { foreach: 'xs' }`;
  if (next.kind !== 'switch') return targets.join(', ');
  return `{ ${next.cases.map(({ value, to }) => `${value}: this.${to}`).join(', ')} }, { condition: 'c' }`;
}

const sourceOf = (
  name: string,
  seed: number,
  methods: readonly string[],
): string => `import { FlowSpec, type Inputs, step } from '@mf/flow';

/** Drawn by the seed ${seed}. */
export class ${name} extends FlowSpec {
  xs!: number[];
  c!: string;
  at?: string;
  visit?: number;
  trail?: unknown[];

  decide(step: string, ways: string[][], read: unknown[]): void {
    const visit = this.at === step ? (this.visit ?? 0) + 1 : 0;
    this.visit = visit;
    this.at = step;
    this.trail = [step, this.index, this.input, ...read];
    const number = Number(step.slice(1)) + this.foreachStack().reduce((sum, [index]) => sum + index + 1, 0);
    this.xs = [7, 8, 9].slice(0, number % 11 === 6 ? 0 : 1 + (number % 3));
    const open = ways.filter(([, to]) => to !== step || visit < number % 3);
    this.c = open[number % open.length]?.[0] ?? '';
  }
${methods.join('\n')}
}
`;
