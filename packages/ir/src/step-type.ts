import type { StepType } from './flow-ir';
import type { Endpoints } from './graph/endpoints';
import type { GraphStep } from './graph/graph-step';

/** What Metaflow calls a step: `end` the last one, `start` the first one if it leads to one step; else by its transition and its `inputs`. */
export function stepType({ name, next, takesInputs }: GraphStep, { start, end }: Endpoints): StepType {
  if (name === end) return 'end';
  if (next.kind === 'split') return 'split-static';
  if (next.kind === 'foreach') return 'split-foreach';
  if (next.kind === 'switch') return 'split-switch';
  if (takesInputs) return 'join';
  return name === start ? 'start' : 'linear';
}
