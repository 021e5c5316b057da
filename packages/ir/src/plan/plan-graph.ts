import type { StepIR } from '../flow-ir';
import { stepsByName, targetsOf } from '../graph/graph-step';
import { loopsOf } from '../graph/loops';
import { foreachNesting } from '../graph/nesting';
import { topologicalOrder } from '../graph/traversal';

/** A node of the graph that a scheduler can draw: a step, or all steps of a loop. */
export interface PlanNode {
  /** The step; of a loop, the one where it is entered first. */
  readonly name: string;
  /** The step itself, or those of the loop, each after the steps that lead to it. */
  readonly steps: readonly StepIR[];
  readonly isLoop: boolean;
  /** Names of the nodes that come next, each once. */
  readonly targets: readonly string[];
  /** How it goes on: to all of its targets, to one of them, or to its only one for each item. */
  readonly goesOn: 'to all' | 'to one' | 'for each item';
  /** Names of the nodes that lead here, sorted as Metaflow sorts the inputs of a join. */
  readonly upstream: readonly string[];
  /** The split that it joins. */
  readonly joins: StepIR | undefined;
  /** The foreach splits whose items it runs for, the outermost first. */
  readonly nesting: readonly string[];
  /** In the body of a foreach, how many inner foreach loops end before it. */
  readonly stage: number;
}

/** A graph without loops, by node, each after the nodes that lead to it. */
export type PlanGraph = ReadonlyMap<string, PlanNode>;

/** Draws each loop of a flow that is free of lint errors together into one node. */
export function planGraph(steps: readonly StepIR[]): PlanGraph {
  const byName = stepsByName(steps);
  const order = topologicalOrder(steps);
  const loopOf = loopsOf(steps);
  const nodeOf = (step: string): string => loopOf.get(step)?.[0] ?? step;
  const nesting = foreachNesting(steps);
  const splitOf = new Map(steps.flatMap((step) => (step.matchingJoin ? [[step.matchingJoin, step] as const] : [])));

  const drawn = order.filter((name) => nodeOf(name) === name);
  const targets = new Map(
    drawn.map((name) => {
      const members = loopOf.get(name) ?? [name];
      const ahead = members.flatMap((member) => targetsOf(byName.get(member)!.next).map(nodeOf));
      return [name, [...new Set(ahead)].filter((target) => target !== name)];
    }),
  );
  const upstream = new Map<string, string[]>(drawn.map((name) => [name, []]));
  for (const [name, ahead] of targets) for (const target of ahead) upstream.get(target)?.push(name);

  const nodes = new Map<string, PlanNode>();
  for (const name of sorted(drawn, targets)) {
    const members = loopOf.get(name);
    const step = byName.get(name)!;
    const before = upstream.get(name)!.sort(byCodeUnit);
    const joins = members ? undefined : splitOf.get(name);
    const levels = nesting.get(name) ?? [];
    nodes.set(name, {
      name,
      steps: (members ?? [name]).map((member) => byName.get(member)!),
      isLoop: members !== undefined,
      targets: targets.get(name)!,
      goesOn: goesOn(step, members !== undefined, targets.get(name)!),
      upstream: before,
      joins,
      nesting: levels,
      stage: stageOf(
        before.map((other) => nodes.get(other)!),
        levels,
        joins?.next.kind === 'foreach' ? nodes.get(joins.name)! : undefined,
      ),
    });
  }
  return nodes;
}

function goesOn({ next }: StepIR, isLoop: boolean, targets: readonly string[]): PlanNode['goesOn'] {
  if (isLoop) return targets.length > 1 ? 'to one' : 'to all';
  if (next.kind === 'foreach') return 'for each item';
  return next.kind === 'switch' ? 'to one' : 'to all';
}

/** Nodes after all that lead to them; of those that could come next, the one whose way was opened last, so that branches stay together. */
function sorted(names: readonly string[], targets: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const visited = new Set<string>();
  const finished: string[] = [];
  const visit = (name: string): void => {
    visited.add(name);
    for (const target of [...(targets.get(name) ?? [])].reverse()) if (!visited.has(target)) visit(target);
    finished.push(name);
  };
  for (const name of names) if (!visited.has(name)) visit(name);
  return finished.reverse();
}

/** The join of an inner foreach begins a new stage of the body that the foreach stands in. Outside of any there is only one. */
function stageOf(upstream: readonly PlanNode[], nesting: readonly string[], foreach: PlanNode | undefined): number {
  if (nesting.length === 0) return 0;
  const before = upstream.filter((node) => node.nesting.length === nesting.length).map(({ stage }) => stage);
  return Math.max(0, ...before, ...(foreach ? [foreach.stage + 1] : []));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
