import type { FlowIR, StepIR } from '@mf/ir';
import { endpointsOf, loopsOf, readSplits, targetsOf } from '@mf/ir/graph';

/** A flow's graph with the questions that running it asks. The flow must be free of lint errors. */
export interface FlowGraph {
  readonly flow: FlowIR;
  /** Name of the step that a run begins with. */
  readonly start: string;
  /** @throws RangeError for a step that the flow does not have */
  step(name: string): StepIR;
  has(name: string): boolean;
  /** Names of the steps that may come next, each once, in the order of the source. */
  next(name: string): readonly string[];
  /** Names of the steps that lead to a step, in the order of the source. */
  parents(name: string): readonly string[];
  /** The split that a join closes; undefined for a step that is no join. */
  splitOf(join: string): StepIR | undefined;
  /** For a parent of a static join, the position of its branch in the split. */
  branchOf(split: StepIR, parent: string): number;
  /** Every step that can be reached from a step, itself included. */
  reachable(from: string): ReadonlySet<string>;
  /** All steps of the loop that a step is in, the one where it is entered first; undefined outside of loops. */
  loopOf(name: string): readonly string[] | undefined;
}

export function flowGraph(flow: FlowIR): FlowGraph {
  const steps = new Map(flow.steps.map((step) => [step.name, step]));
  const splits = new Map(flow.steps.flatMap((step) => (step.matchingJoin ? [[step.matchingJoin, step] as const] : [])));

  const stepNamed = (name: string): StepIR => {
    const step = steps.get(name);
    if (!step) throw new RangeError(`${flow.name} has no step ${name}`);
    return step;
  };
  const next = (name: string): readonly string[] => targetsOf(stepNamed(name).next);
  const parents = (name: string): string[] =>
    flow.steps.flatMap((step) => (next(step.name).includes(name) ? [step.name] : []));
  const reach = (from: readonly string[]): ReadonlySet<string> => {
    const seen = new Set(from);
    for (const name of seen) for (const to of next(name)) seen.add(to);
    return seen;
  };

  let loops: ReadonlyMap<string, readonly string[]> | undefined;

  return {
    flow,
    start: endpointsOf(flow.steps).start ?? 'start',
    step: stepNamed,
    has: (name) => steps.has(name),
    next,
    parents,
    splitOf: (join) => splits.get(join),
    branchOf(split, parent) {
      const open = readSplits(flow.steps).onEntry.get(parent) ?? [];
      // On entry, a join still counts the split that it closes.
      const branch = (stepNamed(parent).takesInputs ? open.slice(0, -1) : open).at(-1)?.branch;
      return next(split.name).indexOf(branch ?? '');
    },
    reachable: (from) => reach([from]),
    loopOf: (name) => (loops ??= loopsOf(flow.steps)).get(name),
  };
}
