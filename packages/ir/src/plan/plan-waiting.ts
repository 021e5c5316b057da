import type { StepIR } from '../flow-ir';
import { readSplits, type SplitStructure } from '../graph/split-structure';
import type { Arrival, PlannedTask } from './plan';
import type { PlanGraph, PlanNode } from './plan-graph';
import { type Way, waysTo } from './ways';

export type Waiting = Pick<PlannedTask, 'waitsFor' | 'condition'>;

/**
 * What each node waits for. Three cases, from the simple to the general:
 *
 * - All that comes before it runs whenever it runs: a scheduler's plain rule.
 * - Some of that may be skipped by a switch: nothing may have failed, and a way must lead here.
 * - It stands in a later part of a foreach body. There it waits for all items of the part before, and must not care how others ended:
 *   it looks at what became of its own item.
 */
export function planWaiting(steps: readonly StepIR[], graph: PlanGraph, itemsOf: (split: string) => string) {
  const ways = waysTo(graph);
  const splits = readSplits(steps);
  const brokenBodies = new Set(
    [...graph.values()].flatMap((node) => (node.stage > 0 ? [node.nesting.at(-1) ?? ''] : [])),
  );

  return (node: PlanNode): Waiting => {
    const before = node.upstream.map((name) => graph.get(name)!);
    const foreach = node.joins?.next.kind === 'foreach' ? node.joins.name : undefined;
    if (foreach !== undefined && (node.nesting.length > 0 || brokenBodies.has(foreach))) {
      return {
        waitsFor: node.nesting.length > 0 ? 'end of all' : 'no failure',
        condition: { kind: 'joined', split: foreach, items: itemsOf(foreach), ends: node.upstream },
      };
    }
    if (before.some((other) => other.nesting.length === node.nesting.length && other.stage < node.stage)) {
      return {
        waitsFor: 'end of all',
        condition: { kind: 'arrived', at: node.name, branches: branches(node, before, splits) },
      };
    }
    return waitingForSwitches(node, before, ways);
  };
}

function waitingForSwitches(
  node: PlanNode,
  before: readonly PlanNode[],
  ways: ReadonlyMap<string, readonly Way[]>,
): Waiting {
  const [only] = before;
  const own = ways.get(node.name)!;
  if (only && before.length === 1) {
    const isChoice = only.goesOn === 'to one' && only.nesting.length === node.nesting.length;
    const way = [{ switch: only.name, tasks: [node.name] }];
    return { waitsFor: 'success of all', ...(isChoice && { condition: { kind: 'chosen', ways: [way] } }) };
  }
  if (node.joins && before.every((other) => isSame(ways.get(other.name)!, own))) return { waitsFor: 'success of all' };
  if (before.length === 0) return { waitsFor: 'success of all' };
  return { waitsFor: 'no failure', ...(!isAlways(own) && { condition: { kind: 'chosen', ways: own } }) };
}

const isAlways = (ways: readonly Way[]): boolean => ways.some((way) => way.length === 0);

const isSame = (a: readonly Way[], b: readonly Way[]): boolean => JSON.stringify(a) === JSON.stringify(b);

const arrival = ({ name, goesOn }: PlanNode): Arrival => ({ task: name, chooses: goesOn === 'to one' });

/** The nodes before this one, by the branch of the split that they end; all of them are alternatives where it joins no split. */
function branches(node: PlanNode, before: readonly PlanNode[], { onEntry }: SplitStructure): Arrival[][] {
  const { joins } = node;
  if (!joins) return [before.map(arrival)];
  const byBranch = new Map<string, Arrival[]>();
  for (const other of before) {
    const branch = onEntry.get(other.name)?.find(({ split }) => split === joins.name)?.branch ?? other.name;
    byBranch.set(branch, [...(byBranch.get(branch) ?? []), arrival(other)]);
  }
  return [...byBranch.values()];
}
