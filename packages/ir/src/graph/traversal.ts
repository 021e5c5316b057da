import { endpointsOf } from './endpoints';
import { type GraphStep, stepsByName, targetsOf } from './graph-step';

/** For each step the steps that lead to it, sorted by name as Metaflow sorts them. */
export function parentsOf(steps: readonly GraphStep[]): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>(steps.map(({ name }) => [name, []]));
  for (const step of steps) for (const target of targetsOf(step.next)) parents.get(target)?.push(step.name);
  for (const names of parents.values()) names.sort(byCodeUnit);
  return parents;
}

/** The steps that can be reached from a step, itself included. Empty when there is no such step. */
export function reachableFrom(steps: readonly GraphStep[], from: string): ReadonlySet<string> {
  const byName = stepsByName(steps);
  return closure(from, (name) => targetsOf(byName.get(name)?.next ?? { kind: 'end' }), byName);
}

/** The steps from which a step can be reached, itself included. Empty when there is no such step. */
export function leadingTo(steps: readonly GraphStep[], to: string): ReadonlySet<string> {
  const parents = parentsOf(steps);
  return closure(to, (name) => parents.get(name) ?? [], parents);
}

/**
 * Names of all steps, each after the steps that lead to it; where a switch leads back, the way back does not count. Branches keep
 * the order in which they are named. Steps that cannot be reached from the first one come last, in the order of the source.
 */
export function topologicalOrder(steps: readonly GraphStep[]): readonly string[] {
  const byName = stepsByName(steps);
  const visited = new Set<string>();
  const finished: string[] = [];
  const visit = (step: GraphStep): void => {
    visited.add(step.name);
    for (const target of [...targetsOf(step.next)].reverse()) {
      const next = byName.get(target);
      if (next && !visited.has(target)) visit(next);
    }
    finished.push(step.name);
  };
  const start = byName.get(endpointsOf(steps).start ?? '');
  if (start) visit(start);
  const ordered = finished.reverse();
  return [...ordered, ...[...byName.keys()].filter((name) => !visited.has(name))];
}

function closure(
  from: string,
  neighbours: (name: string) => readonly string[],
  known: { has(name: string): boolean },
): ReadonlySet<string> {
  const reached = new Set<string>();
  const pending = [from];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name) || !known.has(name)) continue;
    reached.add(name);
    pending.push(...neighbours(name));
  }
  return reached;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
