import type { PlannedStep } from '@mf/ir';
import type { Statement } from './python/statement';

/**
 * The dependencies of the steps as chains, `start >> [a, b] >> join >> end`: each edge once, in the order of the plan. A chain
 * follows a step's only successor up to a join; it passes a split when the branches are single steps that meet in one join.
 */
export function edgeStatements(steps: readonly PlannedStep[], variable: (step: string) => string): Statement[] {
  const downstream = new Map<string, string[]>(steps.map(({ name }) => [name, []]));
  for (const { name, upstream } of steps) for (const before of upstream) downstream.get(before)?.push(name);
  const upstream = new Map(steps.map((step) => [step.name, step.upstream]));
  const next = (name: string) => downstream.get(name) ?? [];
  const drawn = new Set<string>();

  /** The join in which all the given steps meet and nothing else does, with no step in between. */
  const meeting = (branches: readonly string[]): string | undefined => {
    const [join, ...others] = new Set(branches.flatMap(next));
    return join !== undefined && others.length === 0 && upstream.get(join)?.length === branches.length
      ? join
      : undefined;
  };

  const chainFrom = (first: string): Statement | undefined => {
    const links: (string | string[])[] = [variable(first)];
    for (let last: string | undefined = first; last !== undefined && !drawn.has(last);) {
      const branches = next(last);
      drawn.add(last);
      const [only] = branches;
      if (only === undefined) break;
      if (branches.length === 1) {
        links.push(variable(only));
        last = upstream.get(only)?.length === 1 ? only : undefined;
        continue;
      }
      links.push(branches.map(variable));
      last = meeting(branches);
      if (last !== undefined) {
        links.push(variable(last));
        branches.forEach((branch) => drawn.add(branch));
      }
    }
    return links.length > 1 ? { kind: 'chain', links } : undefined;
  };
  return steps.flatMap(({ name }) => {
    if (drawn.has(name)) return [];
    const chain = chainFrom(name);
    return chain ? [chain] : [];
  });
}
