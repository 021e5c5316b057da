import type { StepIR } from '../flow-ir';
import { targetsOf } from '../graph/graph-step';
import type { LintedFlow, LintRule } from './lint-rule';

export const cycleRules: readonly LintRule[] = [
  {
    code: 'MF1122',
    summary: 'a step leads to itself, and is no switch',
    *check({ steps, endpoints }) {
      for (const step of steps) {
        if (step.name === endpoints.start || mayLeadBack(step) || !targetsOf(step.next).includes(step.name)) continue;
        yield {
          at: step.nextAt,
          message: `Step ${step.name} leads to itself without a condition, so it would run for ever.`,
          advice: `Repeat a step by a switch: this.next({ again: this.${step.name}, done: this.<next step> }, { condition: 'field' }).`,
        };
      }
    },
  },
  {
    code: 'MF1123',
    summary: 'steps form a cycle without a switch',
    *check(flow) {
      for (const cycle of unconditionalCycles(flow)) {
        const [first] = cycle;
        const last = cycle.at(-1);
        if (!first || !last) continue;
        yield {
          at: last.nextAt,
          message: `Steps lead round in a cycle without a condition, so a run would never leave it: ${[...cycle, first].map(({ name }) => name).join(' → ')}.`,
          advice: `Let ${last.name} lead on towards ${flow.endpoints.end ?? 'the last step'}, or make the way back a case of a switch: this.next({ again: this.${first.name}, done: this.<next step> }, { condition: 'field' }).`,
        };
      }
    },
  },
];

/** A switch may lead back: that is how a flow repeats a step. */
function mayLeadBack({ next, nextReading }: StepIR): boolean {
  return next.kind === 'switch' || nextReading !== undefined;
}

/** For each transition that closes a cycle of steps that are no switches, the steps of that cycle. */
function unconditionalCycles({ steps, byName, endpoints }: LintedFlow): StepIR[][] {
  const cycles: StepIR[][] = [];
  const finished = new Set<string>();
  const follow = (step: StepIR, path: readonly StepIR[]): void => {
    const start = path.indexOf(step);
    if (start >= 0) {
      const cycle = path.slice(start);
      if (cycle.length > 1) cycles.push(cycle);
      return;
    }
    if (finished.has(step.name)) return;
    if (!mayLeadBack(step)) {
      for (const target of targetsOf(step.next)) {
        const next = byName.get(target);
        // A way back to the first step is an error of its own.
        if (next && target !== endpoints.start) follow(next, [...path, step]);
      }
    }
    finished.add(step.name);
  };
  for (const step of steps) follow(step, []);
  return cycles;
}
