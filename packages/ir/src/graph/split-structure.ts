import { endpointsOf } from './endpoints';
import { type GraphStep, stepsByName, targetsOf } from './graph-step';

/** A split that is open where a step runs, and the branch of it (the split's target) that leads there. */
export interface OpenSplit {
  readonly split: string;
  readonly branch: string;
}

/** What keeps splits and joins from being properly nested. */
export type SplitProblem =
  /** Branches of one static split meet in a step that takes no `inputs`. */
  | {
      readonly kind: 'merge-without-join';
      readonly step: string;
      readonly split: string;
      readonly branches: readonly string[];
    }
  /** A step takes `inputs` where no split is open. */
  | { readonly kind: 'join-without-split'; readonly step: string }
  /** The last step is reached while a split is open. */
  | { readonly kind: 'never-joined'; readonly split: string }
  /** A split has a join as its direct target: nothing is left to run in that branch. */
  | { readonly kind: 'empty-branch'; readonly split: string; readonly join: string }
  /** A case of a switch is a join. */
  | { readonly kind: 'switch-into-join'; readonly from: string; readonly join: string }
  /** Branches of one split end in different joins. */
  | { readonly kind: 'several-joins'; readonly split: string; readonly joins: readonly JoinedBranches[] }
  /** A step is reached inside of a split on one way, and outside of it or inside of another one on another way. */
  | { readonly kind: 'mixed-nesting'; readonly step: string; readonly ways: readonly [Way, Way] };

export interface JoinedBranches {
  readonly join: string;
  readonly branches: readonly string[];
}

export interface Way {
  readonly from: string;
  readonly open: readonly string[];
}

export interface SplitStructure {
  /** For each step that the first one leads to, the splits that are open when it is entered, the outermost first. A join still counts its own. */
  readonly onEntry: ReadonlyMap<string, readonly OpenSplit[]>;
  /** For each static or foreach split, the join that closes it. */
  readonly matchingJoin: ReadonlyMap<string, string>;
  readonly problems: readonly SplitProblem[];
}

/**
 * Follows every way from the first step and keeps account of the splits that are open, as Metaflow's graph does. The cases of a switch are
 * alternatives of one way, and may lead back. Works on a graph with errors: each step is entered once, so time is linear in the edges.
 */
export function readSplits(steps: readonly GraphStep[]): SplitStructure {
  const byName = stepsByName(steps);
  const endpoints = endpointsOf(steps);
  const onEntry = new Map<string, readonly OpenSplit[]>();
  const enteredFrom = new Map<string, string>();
  const joins = new Map<string, Map<string, Set<string>>>();
  const problems: SplitProblem[] = [];

  const enter = (step: GraphStep, open: readonly OpenSplit[], from: GraphStep | undefined): void => {
    // A way back to the first step is an error of its own, whatever is open.
    if (step.name === endpoints.start && from) return;
    const direct = from !== undefined && isSplit(from);
    if (step.takesInputs && direct) problems.push({ kind: 'empty-branch', split: from.name, join: step.name });
    if (step.takesInputs && from?.next.kind === 'switch') {
      problems.push({ kind: 'switch-into-join', from: from.name, join: step.name });
    }
    const top = open.at(-1);
    if (step.takesInputs && !direct && top) addTo(joins, top, step.name);
    if (step.name === endpoints.end && !step.takesInputs) {
      for (const { split } of open) problems.push({ kind: 'never-joined', split });
    }

    const before = onEntry.get(step.name);
    if (before) {
      if (step.name !== endpoints.end) {
        const conflict = compareWays(step, before, open, enteredFrom.get(step.name) ?? '', from?.name ?? '');
        if (conflict) problems.push(conflict);
      }
      return;
    }
    onEntry.set(step.name, open);
    enteredFrom.set(step.name, from?.name ?? '');
    if (step.takesInputs && !top) problems.push({ kind: 'join-without-split', step: step.name });

    const inside = step.takesInputs && !direct ? open.slice(0, -1) : open;
    for (const target of targetsOf(step.next)) {
      const next = byName.get(target);
      if (next) enter(next, isSplit(step) ? [...inside, { split: step.name, branch: target }] : inside, step);
    }
  };

  const start = byName.get(endpoints.start ?? '');
  if (start) enter(start, [], undefined);

  const matchingJoin = new Map<string, string>();
  for (const [split, branchesOf] of joins) {
    const [first] = branchesOf.keys();
    if (first !== undefined) matchingJoin.set(split, first);
    if (branchesOf.size > 1) {
      const joined = [...branchesOf].map(([join, branches]) => ({ join, branches: [...branches] }));
      problems.push({ kind: 'several-joins', split, joins: joined });
    }
  }
  return { onEntry, matchingJoin, problems: withoutConsequences(problems) };
}

/** Whether all targets of a step run, so that a join must follow. */
export function isSplit(step: GraphStep): boolean {
  return step.next.kind === 'split' || step.next.kind === 'foreach';
}

function compareWays(
  step: GraphStep,
  before: readonly OpenSplit[],
  now: readonly OpenSplit[],
  beforeFrom: string,
  nowFrom: string,
): SplitProblem | undefined {
  const sameSplits = before.length === now.length && before.every(({ split }, level) => split === now[level]?.split);
  if (!sameSplits) {
    const ways: [Way, Way] = [
      { from: beforeFrom, open: before.map(({ split }) => split) },
      { from: nowFrom, open: now.map(({ split }) => split) },
    ];
    return { kind: 'mixed-nesting', step: step.name, ways };
  }
  // A join closes the innermost split: that its branches differ is what it is for.
  const levels = step.takesInputs ? before.slice(0, -1) : before;
  const differing = levels.find(({ branch }, level) => branch !== now[level]?.branch);
  if (!differing) return undefined;
  const other = now[before.indexOf(differing)] as OpenSplit;
  const branches = [differing.branch, other.branch];
  return { kind: 'merge-without-join', step: step.name, split: differing.split, branches };
}

function addTo(joins: Map<string, Map<string, Set<string>>>, { split, branch }: OpenSplit, join: string): void {
  const ofSplit = joins.get(split) ?? new Map<string, Set<string>>();
  joins.set(split, ofSplit);
  const branches = ofSplit.get(join) ?? new Set<string>();
  ofSplit.set(join, branches.add(branch));
}

/** Leaves out what is only the consequence of another problem, and what was found twice. */
function withoutConsequences(problems: readonly SplitProblem[]): readonly SplitProblem[] {
  const explainedSplits = new Set<string>();
  const explainedJoins = new Set<string>();
  for (const problem of problems) {
    if (problem.kind === 'merge-without-join' || problem.kind === 'empty-branch') explainedSplits.add(problem.split);
    if (problem.kind === 'several-joins') problem.joins.forEach(({ join }) => explainedJoins.add(join));
  }
  const seen = new Set<string>();
  return problems.filter((problem) => {
    if (problem.kind === 'never-joined' && explainedSplits.has(problem.split)) return false;
    if ((problem.kind === 'join-without-split' || problem.kind === 'mixed-nesting') && explainedJoins.has(problem.step))
      return false;
    const key = keyOf(problem);
    return seen.has(key) ? false : seen.add(key);
  });
}

function keyOf(problem: SplitProblem): string {
  switch (problem.kind) {
    case 'merge-without-join':
    case 'join-without-split':
    case 'mixed-nesting':
      return `${problem.kind} ${problem.step}`;
    case 'never-joined':
    case 'several-joins':
      return `${problem.kind} ${problem.split}`;
    case 'empty-branch':
      return `${problem.kind} ${problem.split} ${problem.join}`;
    case 'switch-into-join':
      return `${problem.kind} ${problem.from} ${problem.join}`;
  }
}
