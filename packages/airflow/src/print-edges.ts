import type { Statement } from './python/statement';

/** A task that waits for another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/**
 * The dependencies of tasks as chains, `start >> [a, b] >> join >> end`: each edge once, in the order of the tasks. A chain
 * follows a task's only successor up to a join; it passes a split when the branches are single tasks that meet in one join.
 */
export function edgeStatements(
  tasks: readonly string[],
  edges: readonly Edge[],
  variable: (task: string) => string,
): Statement[] {
  const downstream = new Map<string, string[]>(tasks.map((name) => [name, []]));
  const upstream = new Map<string, string[]>(tasks.map((name) => [name, []]));
  for (const { from, to } of edges) {
    downstream.get(from)?.push(to);
    upstream.get(to)?.push(from);
  }
  const next = (name: string) => downstream.get(name) ?? [];
  const drawn = new Set<string>();

  /** The join in which all the given steps meet and nothing else does, with no task in between. */
  const meeting = (branches: readonly string[]): string | undefined => {
    const [join] = next(branches[0] ?? '');
    const isMeeting = branches.every((branch) => next(branch).length === 1 && next(branch)[0] === join);
    return join !== undefined && isMeeting && upstream.get(join)?.length === branches.length ? join : undefined;
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
  return tasks.flatMap((name) => {
    if (drawn.has(name)) return [];
    const chain = chainFrom(name);
    return chain ? [chain] : [];
  });
}
