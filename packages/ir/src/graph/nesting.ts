import { type GraphStep, stepsByName } from './graph-step';
import { readSplits } from './split-structure';

/**
 * For each step that the first one leads to, the splits that are open around it, the outermost first: Metaflow's `split_parents`. A join
 * counts the split that it closes, as Metaflow does.
 */
export function splitParents(steps: readonly GraphStep[]): ReadonlyMap<string, readonly string[]> {
  return new Map([...readSplits(steps).onEntry].map(([step, open]) => [step, open.map(({ split }) => split)]));
}

/**
 * For each step that the first one leads to, the foreach splits that its tasks are items of, the outermost first: its index stack has one
 * number for each. A join is outside of the foreach that it closes.
 */
export function foreachNesting(steps: readonly GraphStep[]): ReadonlyMap<string, readonly string[]> {
  const byName = stepsByName(steps);
  return new Map(
    [...splitParents(steps)].map(([name, splits]) => {
      const around = byName.get(name)?.takesInputs ? splits.slice(0, -1) : splits;
      return [name, around.filter((split) => byName.get(split)?.next.kind === 'foreach')];
    }),
  );
}
