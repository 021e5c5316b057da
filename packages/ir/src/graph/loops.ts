import { type GraphStep, stepsByName, targetsOf } from './graph-step';
import { reachableFrom, topologicalOrder } from './traversal';

/**
 * For each step that can be reached from itself, all steps of its loop: those that can be reached from one another, in the order in
 * which they are first entered.
 */
export function loopsOf(steps: readonly GraphStep[]): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, readonly string[]>();
  // Only a switch leads back.
  if (steps.every(({ next }) => next.kind !== 'switch')) return members;
  const order = topologicalOrder(steps);
  const byName = stepsByName(steps);
  const reach = new Map(order.map((name) => [name, reachableFrom(steps, name)]));
  for (const name of order) {
    const ahead = targetsOf(byName.get(name)?.next ?? { kind: 'end' });
    if (members.has(name) || !ahead.some((target) => reach.get(target)?.has(name))) continue;
    const loop = order.filter((other) => reach.get(name)?.has(other) && reach.get(other)?.has(name));
    for (const member of loop) members.set(member, loop);
  }
  return members;
}
