import type { StepIR } from '../../flow-ir';
import type { ArtifactUse } from '../../flow-uses';
import type { ArtifactProblem } from './artifact-problem';
import { afterJoin, type ArtifactState, withAssigned, withMerged } from './artifact-state';
import { conflictsOfItems, mergeConflicts, wants } from './merge-conflicts-of';

/** What a join finds. */
export interface JoinEntry {
  /** By the names of the steps that lead into it. */
  readonly ends: ReadonlyMap<string, ArtifactState>;
  /** One for each branch of the split. */
  readonly branches: readonly ArtifactState[];
  /** The steps that run once for each item, where it is a foreach that is joined. */
  readonly body: ReadonlySet<string>;
}

export type StepEntry = { readonly state: ArtifactState } | JoinEntry;

export interface ReplayedStep {
  /** What there is when the step has ended. */
  readonly state: ArtifactState;
  readonly problems: readonly ArtifactProblem[];
}

/**
 * Goes through what a step does with artifacts, from what there is when it starts.
 *
 * @param uses undefined when syntax cannot tell
 */
export function replayStep(step: StepIR, uses: readonly ArtifactUse[] | undefined, entry: StepEntry): ReplayedStep {
  let state = 'state' in entry ? entry.state : afterJoin(step.name, entry.ends);
  const problems: ArtifactProblem[] = [];
  for (const use of uses ?? []) {
    if (use.kind === 'read') {
      problems.push(...readProblem(step.name, use, state));
    } else if (use.kind === 'assign') {
      state = withAssigned(state, use, step.name);
    } else if ('state' in entry) {
      // Only a join has inputs; whoever merges elsewhere gets an error of its own when it runs.
      if (use.kind === 'merge') state = { ...state, unknown: true };
    } else if (use.kind === 'input') {
      const { branch, name, at } = use;
      const ends = branch === undefined ? [...entry.ends.values()] : [entry.ends.get(branch)];
      if (ends.some((end) => !end || end.unknown || end.origins.has(name))) continue;
      problems.push({ kind: 'not-in-branch', step: step.name, name, at, branch });
    } else {
      problems.push(...mergeConflicts(step.name, use, state, entry.branches));
      problems.push(...conflictsOfItems(step.name, use, state, entry));
      state = withMerged(state, entry.branches, (name) => wants(use, name));
    }
  }
  return { state: afterDecorators(step, uses ? state : { ...state, unknown: true }), problems };
}

function readProblem(
  step: string,
  { name, at }: Extract<ArtifactUse, { kind: 'read' }>,
  { origins, lost, unknown, lostUnknown }: ArtifactState,
): ArtifactProblem[] {
  if (unknown) return [];
  const origin = origins.get(name);
  if (origin?.always) return [];
  if (origin) return [{ kind: 'sometimes', step, name, at, by: [...origin.by.keys()] }];
  const loss = lost.get(name) ?? lostUnknown;
  if (loss) return [{ kind: 'lost', step, name, at, ...loss }];
  return [{ kind: 'unassigned', step, name, at, assigned: [...origins.keys()] }];
}

/** `@catch` sets the artifact that its `var` names; what it is called is known only when the flow was loaded. */
function afterDecorators(step: StepIR, state: ArtifactState): ArtifactState {
  return step.decorators
    .filter(({ name }) => name === 'catch')
    .reduce((before, { attributes, at }) => {
      const { var: variable } = attributes;
      if (variable === undefined) return { ...before, unknown: true };
      if (typeof variable !== 'string') return before;
      return withAssigned(before, { name: variable, at: at ?? step.at, isFixed: false }, step.name);
    }, state);
}
