import type { Choice } from './plan';
import type { PlanGraph, PlanNode } from './plan-graph';

/** The switches that must all have chosen so that a node is reached, the outermost first. No switch: it always is. */
export type Way = readonly Choice[];

/**
 * For each node the ways that lead to it from the beginning of the body that it stands in (of the flow, or of a foreach): it runs when
 * one of them was taken. A way on which every case of a switch leads here does not name that switch.
 */
export function waysTo(graph: PlanGraph): ReadonlyMap<string, readonly Way[]> {
  const ways = new Map<string, readonly Way[]>();
  for (const node of graph.values()) ways.set(node.name, simplified(waysToNode(graph, ways, node), graph));
  return ways;
}

function waysToNode(graph: PlanGraph, ways: ReadonlyMap<string, readonly Way[]>, node: PlanNode): readonly Way[] {
  // A join runs when its split did, whatever the branches chose.
  if (node.joins) return ways.get(node.joins.name) ?? [[]];
  const before = node.upstream.map((name) => graph.get(name)!);
  const inside = before.filter((other) => other.nesting.length === node.nesting.length);
  if (inside.length === 0) return [[]];
  return inside.flatMap((other) => {
    const choice: Choice[] = other.goesOn === 'to one' ? [{ switch: other.name, tasks: [node.name] }] : [];
    return (ways.get(other.name) ?? [[]]).map((way) => [...way, ...choice]);
  });
}

/** Ways that differ only in what the last switch chose become one; where it may choose anything, it is not named. */
function simplified(ways: readonly Way[], graph: PlanGraph): readonly Way[] {
  const byBeginning = new Map<string, Way>();
  for (const way of ways) {
    const last = way.at(-1);
    const key = JSON.stringify([way.slice(0, -1), last?.switch]);
    const other = byBeginning.get(key)?.at(-1);
    if (!last || !other) byBeginning.set(key, way);
    else
      byBeginning.set(key, [
        ...way.slice(0, -1),
        { switch: last.switch, tasks: union(graph, last.switch, other, last) },
      ]);
  }
  const merged = [...byBeginning.values()].map((way) => {
    const last = way.at(-1);
    return last && last.tasks.length === graph.get(last.switch)!.targets.length ? way.slice(0, -1) : way;
  });
  // A way without a condition makes all others superfluous.
  if (merged.some((way) => way.length === 0)) return [[]];
  return merged.length === ways.length && merged.every((way, i) => way.length === ways[i]?.length)
    ? merged
    : simplified(merged, graph);
}

function union(graph: PlanGraph, name: string, a: Choice, b: Choice): readonly string[] {
  return graph.get(name)!.targets.filter((target) => a.tasks.includes(target) || b.tasks.includes(target));
}
