import type { MergeUse } from '../../flow-uses';
import type { ArtifactProblem, Assignment } from './artifact-problem';
import type { ArtifactState, Origin } from './artifact-state';

/**
 * The artifacts that a merge would take from branches which got them from different assignments. Metaflow refuses it when the values
 * differ, which syntax cannot know. Silent where one of the assignments may be the same one, or may not happen.
 */
export function mergeConflicts(
  step: string,
  merge: MergeUse,
  { origins }: ArtifactState,
  branches: readonly ArtifactState[],
): ArtifactProblem[] {
  if (!merge.whole || branches.some(({ unknown }) => unknown)) return [];
  const names = new Set(branches.flatMap((branch) => [...branch.origins.keys()]));
  const taken = [...names].filter((name) => !origins.has(name) && wants(merge, name));
  return taken.flatMap((name): ArtifactProblem[] => {
    const found = branches
      .map((branch) => branch.origins.get(name))
      .filter((origin) => origin !== undefined)
      .filter(({ always }) => always);
    const between = differing(found);
    return between ? [{ kind: 'conflict', step, name, at: merge.at, between }] : [];
  });
}

/**
 * The artifacts that a merge would take though each item of the foreach got them for itself. Silent where they are named, which tells that the
 * author has thought of them, and where each item gets what is written in the source.
 */
export function conflictsOfItems(
  step: string,
  merge: MergeUse,
  { origins }: ArtifactState,
  { branches, body }: { readonly branches: readonly ArtifactState[]; readonly body: ReadonlySet<string> },
): ArtifactProblem[] {
  const [branch] = branches;
  if (!merge.whole || merge.include || !branch || branch.unknown || body.size === 0) return [];
  return [...branch.origins].flatMap(([name, { by, always, isFixed }]): ArtifactProblem[] => {
    if (origins.has(name) || !wants(merge, name) || !always || isFixed) return [];
    const assignments = [...by].map(([by, at]) => ({ step: by, at }));
    const [first] = assignments;
    if (!first || !assignments.every((each) => body.has(each.step))) return [];
    return [{ kind: 'conflict-of-items', step, name, at: merge.at, by: first }];
  });
}

/** Whether a merge takes an artifact over that the join has not set. */
export function wants({ include, exclude }: MergeUse, name: string): boolean {
  return include ? include.includes(name) : !exclude?.includes(name);
}

function differing(origins: readonly Origin[]): readonly [Assignment, Assignment] | undefined {
  for (const [index, first] of origins.entries()) {
    const second = origins.slice(index + 1).find(({ by }) => [...by.keys()].every((step) => !first.by.has(step)));
    if (second) return [assignmentOf(first), assignmentOf(second)];
  }
  return undefined;
}

function assignmentOf({ by }: Origin): Assignment {
  const [[step, at]] = by as unknown as [[string, Assignment['at']]];
  return { step, at };
}
