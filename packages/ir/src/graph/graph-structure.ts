import type { StepIR } from '../flow-ir';
import { endpointsOf } from './endpoints';
import { stepsByName, targetsOf } from './graph-step';

/** Metaflow's nested list of a graph: a name for a step, a list of blocks for the branches that follow it. */
export type GraphStructure = readonly (string | readonly GraphStructure[])[];

/**
 * The graph as Metaflow's `_graph_info` holds it (`graph_structure`), e.g. `["start", [["a"], ["b"]], "join", "end"]`. The branches of a
 * switch run up to the end of the block that it stands in, so the steps after the switch appear in each of them. Where a switch leads
 * back to a step of its own block, the block stops. The flow must be free of lint errors.
 */
export function graphStructure(steps: readonly StepIR[]): GraphStructure {
  const byName = stepsByName(steps);

  const block = (first: string, end: string, above: ReadonlySet<string>): GraphStructure => {
    const list: (string | readonly GraphStructure[])[] = [];
    const seen = new Set(above);
    let name: string | undefined = first;
    while (name !== undefined && name !== end && !seen.has(name)) {
      const step = byName.get(name);
      if (!step) break;
      seen.add(name);
      list.push(name);
      if (step.next.kind === 'switch') {
        const targets = step.next.cases.map(({ to }) => to).filter((target) => !seen.has(target));
        list.push(targets.map((target) => block(target, end, seen)));
        break;
      }
      const targets = targetsOf(step.next);
      const join: string | undefined = step.matchingJoin;
      if (join !== undefined) list.push(targets.map((target) => block(target, join, seen)));
      name = join ?? targets[0];
    }
    return list;
  };

  const { start, end } = endpointsOf(steps);
  if (start === undefined || end === undefined) return [];
  return [...block(start, end, new Set()), end];
}
