import type { FlowGraph } from './flow-graph';

/**
 * Which time this is that a run comes by a step of a loop, as Metaflow's `_iteration_stack`: `[k]` for the k-th time from 0, and
 * `[]` outside of loops. A loop counts when it is entered at its first step again.
 *
 * @param parent the step of the first input
 * @param parentStack the iteration stack of that input
 */
export function iterationStackOf(
  graph: FlowGraph,
  step: string,
  parent: string,
  parentStack: readonly number[],
): readonly number[] {
  const loop = graph.loopOf(step);
  if (loop === undefined) return [];
  const before = graph.has(parent) && graph.loopOf(parent) === loop ? parentStack.at(-1) : undefined;
  if (before === undefined) return [0];
  return [step === loop[0] ? before + 1 : before];
}
