import type { FlowIR, StepIR } from '../flow-ir';

/** How a step of a run goes on: to which steps, and in a foreach, for how many items. */
export interface Decision {
  readonly next: readonly string[];
  readonly splits: number | undefined;
}

/** Decides for a step at a place in the foreach loops, which is repeated for the `visit`th time. */
export type Decide = (step: StepIR, indices: readonly number[], visit: number) => Decision;

/** A task, and the tasks that it reads, as one line. */
export function told(step: string, indices: readonly number[], inputs: readonly string[]): string {
  return `${step}[${indices.join('.')}] < ${inputs.join(' ')}`;
}

/** What runs, by what the words mean: a split runs all of its branches up to its join, a switch the one that it chooses. */
export function interpretGraph(ir: FlowIR, decide: Decide): string[] {
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
