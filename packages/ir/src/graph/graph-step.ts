import type { StepMark, Transition, TransitionReading } from '../flow-syntax';

/** What the traversals need to know of a step; a step of the syntax as well as of the FlowIR has it. */
export interface GraphStep {
  readonly name: string;
  readonly next: Transition;
  readonly nextReading?: TransitionReading;
  readonly takesInputs: boolean;
  readonly marks?: readonly StepMark[];
}

/** Steps by their names; of two with the same name the first. */
export function stepsByName<S extends GraphStep>(steps: readonly S[]): ReadonlyMap<string, S> {
  const byName = new Map<string, S>();
  for (const step of steps) if (!byName.has(step.name)) byName.set(step.name, step);
  return byName;
}

/** The steps that a transition names, each once, in the order of the source. They need not exist. */
export function targetsOf(transition: Transition): readonly string[] {
  switch (transition.kind) {
    case 'end':
      return [];
    case 'linear':
    case 'foreach':
      return [transition.to];
    case 'split':
      return [...new Set(transition.to)];
    case 'switch':
      return [...new Set(transition.cases.map(({ to }) => to))];
  }
}
