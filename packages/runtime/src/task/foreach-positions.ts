import type { ForeachFrame } from '@mf/datastore';
import type { ForeachPosition } from '@mf/flow/internal';

/** Loads an artifact of a task, as the task received it; undefined where it has none of that name. */
export type LoadArtifact = (name: string) => unknown;

/** What `foreachStack()` gives: index, number of splits and item of each level. */
export function foreachPositions(stack: readonly ForeachFrame[], load: LoadArtifact): ForeachPosition[] {
  return stack.map(({ index, numSplits, variable }) => [index, numSplits ?? 0, itemOf(load, variable, index)]);
}

/**
 * The item that a level of foreach is at. Null where the split field did not come this far: past the join of an inner foreach,
 * artifacts are only those that were merged (Metaflow's rule).
 */
export function itemOf(load: LoadArtifact, variable: string | null, index: number): unknown {
  const value = variable === null ? undefined : (load(variable) as Iterable<unknown> | undefined);
  if (value === undefined || value === null) return null;
  return (Array.isArray(value) ? (value as unknown[]) : [...value])[index] ?? null;
}
