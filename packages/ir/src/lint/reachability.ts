import type { StepIR } from '../flow-ir';
import { targetsOf } from '../graph/graph-step';
import { leadingTo, parentsOf, reachableFrom } from '../graph/traversal';
import type { LintedFlow, LintRule } from './lint-rule';
import { listed } from './wording';

export const reachabilityRules: readonly LintRule[] = [
  {
    code: 'MF1120',
    summary: 'a step cannot be reached from the first one',
    *check(flow) {
      for (const step of unreachableRoots(flow)) {
        yield {
          at: step.at,
          message: `Step ${step.name} can never run: no way leads from ${flow.endpoints.start ?? 'the first step'} to it.`,
          advice: `Name it in the this.next(...) of another step, as this.${step.name}, or remove it.`,
        };
      }
    },
  },
  {
    code: 'MF1121',
    summary: 'no way leads from a step to the last one',
    *check(flow) {
      for (const group of endlessGroups(flow)) {
        const [first] = group;
        if (!first) continue;
        const names = group.map(({ name }) => name);
        yield {
          at: first.nextAt,
          message: `${names.length > 1 ? `Steps ${listed(names)} lead only to each other` : `Step ${first.name} leads only to itself`}, so a run that gets there never reaches ${flow.endpoints.end ?? 'the last step'}.`,
          advice: 'Give the switch in it a case that leads out of the loop.',
        };
      }
    },
  },
];

/**
 * The steps to name, so that with a way to each of them all steps could be reached: those that nothing leads to, and of a ring that nothing
 * leads into its first. While a transition is missing, the steps behind the gap are not blamed for it.
 */
function unreachableRoots({ steps, endpoints: { start, end } }: LintedFlow): StepIR[] {
  if (start === undefined || steps.some(({ nextReading }) => nextReading === 'partial')) return [];
  const parents = parentsOf(steps);
  const reached = new Set(reachableFrom(steps, start));
  const gap = steps.some(({ name, next }) => reached.has(name) && next.kind === 'end' && name !== end);
  const roots: StepIR[] = [];
  const add = (step: StepIR): void => {
    roots.push(step);
    for (const name of reachableFrom(steps, step.name)) reached.add(name);
  };
  // Why nothing leads to the last step is reported where the way to it breaks off.
  const without = steps.filter(({ name }) => !reached.has(name) && name !== end);
  for (const step of without) {
    const orphan = (parents.get(step.name) ?? []).every((parent) => parent === step.name);
    if (orphan) add(step);
  }
  if (!gap) for (const step of without) if (!reached.has(step.name)) add(step);
  return roots;
}

/** Groups of steps with a switch that lead to each other and nowhere else. Rings without a switch are another rule's. */
function endlessGroups({ steps, byName, endpoints: { start, end } }: LintedFlow): StepIR[][] {
  if (start === undefined || end === undefined) return [];
  // What is wrong otherwise counts as a way out, so that it is reported once.
  const loose = steps.filter(
    ({ name, next, nextReading }) =>
      name !== end &&
      (next.kind === 'end' || nextReading === 'partial' || targetsOf(next).some((target) => !byName.has(target))),
  );
  const ending = new Set([end, ...loose.map(({ name }) => name)].flatMap((name) => [...leadingTo(steps, name)]));
  const groups = new Map<string, StepIR[]>();
  for (const step of steps) {
    if (ending.has(step.name)) continue;
    const ahead = [...reachableFrom(steps, step.name)];
    if (!ahead.every((name) => reachableFrom(steps, name).has(step.name))) continue;
    const key = JSON.stringify(ahead.sort());
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()].filter((group) => group.some(({ next }) => next.kind === 'switch'));
}
