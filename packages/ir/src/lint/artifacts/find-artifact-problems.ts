import type { StepIR } from '../../flow-ir';
import { targetsOf } from '../../graph/graph-step';
import { parentsOf, topologicalOrder } from '../../graph/traversal';
import type { FlowUses } from '../../flow-uses';
import type { LintedFlow } from '../lint-rule';
import type { ArtifactProblem } from './artifact-problem';
import { type ArtifactState, nothingAssigned, sameState, whereWaysMeet } from './artifact-state';
import { type JoinEntry, replayStep } from './replay-step';

type TracedFlow = Pick<LintedFlow, 'ir' | 'steps' | 'byName' | 'endpoints' | 'splits'> & { readonly uses: FlowUses };

/**
 * Follows the artifacts along the graph, as Metaflow hands them on: a step starts with those of the step before it, a join with none.
 * Where a switch leads back, until nothing new comes. Silent about a flow whose graph has errors, since ways may be missing there.
 */
export function findArtifactProblems(flow: TracedFlow): readonly ArtifactProblem[] {
  if (!isGraphSound(flow)) return [];
  const { steps, byName, endpoints } = flow;
  const parents = parentsOf(steps);
  const order = topologicalOrder(steps);
  const after = new Map<string, ArtifactState>();
  let problems: ArtifactProblem[];
  let changed: boolean;
  do {
    changed = false;
    problems = [];
    for (const name of order) {
      const step = byName.get(name) as StepIR;
      const known = (parents.get(name) ?? []).filter((parent) => after.has(parent));
      if (known.length === 0 && name !== endpoints.start) continue;
      const entry = step.takesInputs
        ? joinEntry(flow, name, known, after)
        : { state: name === endpoints.start ? nothingAssigned : whereWaysMeet(statesOf(known, after)) };
      const replayed = replayStep(step, flow.uses.steps[name]?.artifacts, entry);
      problems.push(...replayed.problems);
      const before = after.get(name);
      if (before && sameState(before, replayed.state)) continue;
      after.set(name, replayed.state);
      changed = true;
    }
  } while (changed);
  return withoutRepeats(problems);
}

function isGraphSound({ steps, byName, endpoints, splits }: TracedFlow): boolean {
  return (
    splits.problems.length === 0 &&
    byName.size === steps.length &&
    steps.every((step) => !step.nextReading && (step.name === endpoints.end || step.next.kind !== 'end')) &&
    steps.every(({ next }) => targetsOf(next).every((target) => byName.has(target)))
  );
}

/** The steps that lead into a join, and what each of its branches has: a switch in a branch may end it in one of several steps. */
function joinEntry(
  flow: TracedFlow,
  join: string,
  ends: readonly string[],
  after: ReadonlyMap<string, ArtifactState>,
): JoinEntry {
  const branches = [...new Set(ends.map((end) => branchOf(flow, end)))];
  return {
    ends: new Map(ends.map((end) => [end, after.get(end) as ArtifactState])),
    branches: branches.map((branch) => {
      const endsOfBranch = ends.filter((end) => branchOf(flow, end) === branch);
      return whereWaysMeet(statesOf(endsOfBranch, after));
    }),
    body: bodyOf(flow, join),
  };
}

/** The steps inside of the foreach that a join closes; none where it closes a static split. */
function bodyOf({ splits, byName }: TracedFlow, join: string): ReadonlySet<string> {
  const [foreach] = [...splits.matchingJoin].find(
    ([split, closing]) => closing === join && byName.get(split)?.next.kind === 'foreach',
  ) ?? [undefined];
  const inside = [...splits.onEntry].filter(
    ([step, open]) => step !== join && open.some(({ split }) => split === foreach),
  );
  return new Set(inside.map(([step]) => step));
}

/** The branch that a step ends, of the split that is open after it. The tasks of a foreach all run the same one. */
function branchOf({ splits, byName }: TracedFlow, end: string): string | undefined {
  const open = splits.onEntry.get(end) ?? [];
  return open.at(byName.get(end)?.takesInputs ? -2 : -1)?.branch;
}

function statesOf(names: readonly string[], after: ReadonlyMap<string, ArtifactState>): readonly ArtifactState[] {
  return names.map((name) => after.get(name) as ArtifactState);
}

/** What a method does that several steps call is said once. */
function withoutRepeats(problems: readonly ArtifactProblem[]): readonly ArtifactProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ kind, name, at }) => {
    const key = `${kind} ${name} ${at.file} ${at.line} ${at.column}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
