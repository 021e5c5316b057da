import { MergeConflictError, MergeMisuseError, MergeMissingError } from './errors';
import type { ArtifactSource } from './inherited-fields';
import { isInternalArtifact } from './internal-artifacts';

/**
 * Decides which artifacts a join takes over from which of its inputs (Metaflow's `merge_artifacts`): those that are not set in
 * the join yet and that are the same in every input that has them.
 *
 * @param isSet whether the join has a value of its own
 * @returns the source of each artifact to take over
 * @throws MergeConflictError, MergeMissingError, MergeMisuseError; nothing is taken over then
 */
export function planMerge<S extends Pick<ArtifactSource, 'artifacts'>>(
  step: string,
  inputs: readonly S[],
  { include = [], exclude = [] }: { readonly include?: readonly string[]; readonly exclude?: readonly string[] },
  isSet: (name: string) => boolean,
): ReadonlyMap<string, S> {
  if (include.length > 0 && exclude.length > 0)
    throw new MergeMisuseError('mergeArtifacts takes include or exclude, not both');
  const wanted = (name: string): boolean =>
    !isSet(name) &&
    (include.length > 0 ? include.includes(name) : !exclude.includes(name) && !isInternalArtifact(name));
  const taken = new Map<string, S>();
  const conflicts = new Set<string>();
  for (const input of inputs) {
    for (const [name, ref] of input.artifacts) {
      if (!wanted(name)) continue;
      const other = taken.get(name)?.artifacts.get(name);
      if (other === undefined) taken.set(name, input);
      // Metaflow compares what is stored, not what it means.
      else if (other.sha !== ref.sha) conflicts.add(name);
    }
  }
  if (conflicts.size > 0) throw new MergeConflictError(step, [...conflicts]);
  const missing = include.filter((name) => !taken.has(name) && !isSet(name));
  if (missing.length > 0) throw new MergeMissingError(step, missing);
  return taken;
}
