import type { StepType } from './flow-ir';
import type { GraphStep } from './graph/graph-step';

/** What Metaflow calls a step: by its name for `end`, else by its transition, its `inputs`, and its name for `start`. */
export function stepType({ name, next, takesInputs }: GraphStep): StepType {
  if (name === 'end') return 'end';
  if (next.kind === 'split') return 'split-static';
  if (next.kind === 'foreach') return 'split-foreach';
  if (next.kind === 'switch') return 'split-switch';
  if (takesInputs) return 'join';
  return name === 'start' ? 'start' : 'linear';
}
