import type { PlannedForeach, PlannedItems, PlannedPart, PlannedTask } from './plan';
import type { PlanGraph, PlanNode } from './plan-graph';

/** What lists the items of a foreach: the split itself, or an `items` part where the split runs many times. */
export function itemsListOf(graph: PlanGraph, split: string): string {
  if (graph.get(split)!.nesting.length === 0) return split;
  let name = `items_of_${split}`;
  while (graph.has(name)) name += '_';
  return name;
}

/** Sorts tasks into the parts of a plan, each after all parts that it waits for. */
export function planParts(graph: PlanGraph, tasks: readonly PlannedTask[]): PlannedPart[] {
  const parts = new Map<string, Draft>();
  for (const task of tasks) {
    const node = graph.get(task.name)!;
    const key = partOf(node);
    const draft = parts.get(key) ?? { node, tasks: [], after: new Set<string>() };
    parts.set(key, draft);
    draft.tasks.push(task);
    for (const before of waitsForNodes(graph, node)) if (partOf(before) !== key) draft.after.add(partOf(before));
  }
  return inOrder(parts).flatMap(({ node, tasks: own }) => [
    ...(node.nesting.length > 1 && node.stage === 0 ? [itemsPart(graph, node.nesting)] : []),
    ...(node.nesting.length > 0 ? [foreachPart(graph, node, own)] : own),
  ]);
}

interface Draft {
  readonly node: PlanNode;
  readonly tasks: PlannedTask[];
  /** Keys of the parts that come before. */
  readonly after: Set<string>;
}

const partOf = ({ name, nesting, stage }: PlanNode): string =>
  nesting.length === 0 ? name : `${nesting.join('/')}#${stage}`;

/** A task of a foreach also waits for what lists its items. */
function waitsForNodes(graph: PlanGraph, { upstream, nesting }: PlanNode): PlanNode[] {
  return [...upstream, ...nesting].map((name) => graph.get(name)!);
}

function foreachPart(graph: PlanGraph, { nesting, stage }: PlanNode, tasks: readonly PlannedTask[]): PlannedForeach {
  const split = nesting.at(-1)!;
  const [step] = graph.get(split)!.steps;
  return {
    kind: 'foreach',
    split,
    over: step?.next.kind === 'foreach' ? step.next.over : '',
    items: itemsListOf(graph, split),
    stage,
    tasks,
  };
}

function itemsPart(graph: PlanGraph, nesting: readonly string[]): PlannedItems {
  const [around, split] = nesting.slice(-2) as [string, string];
  return { kind: 'items', name: itemsListOf(graph, split), split, within: itemsListOf(graph, around) };
}

/** Keeps the order in which parts were begun, as far as each comes after those that it waits for. */
function inOrder(parts: ReadonlyMap<string, Draft>): Draft[] {
  const done = new Set<string>();
  const ordered: Draft[] = [];
  const add = (key: string): void => {
    if (done.has(key)) return;
    done.add(key);
    const draft = parts.get(key)!;
    for (const before of draft.after) add(before);
    ordered.push(draft);
  };
  for (const key of parts.keys()) add(key);
  return ordered;
}
