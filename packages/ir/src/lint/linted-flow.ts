import { closestName } from '../closest-name';
import type { FlowIR, StepIR } from '../flow-ir';
import type { Transition } from '../flow-syntax';
import { stepsByName } from '../graph/graph-step';
import { readSplits } from '../graph/split-structure';
import type { LintedFlow } from './lint-rule';

export function lintedFlow(ir: FlowIR): LintedFlow {
  const names = ir.steps.map(({ name }) => name);
  const meant = (name: string): string => (names.includes(name) ? name : (closestName(name, names) ?? name));
  const steps = ir.steps.map((step): StepIR => ({
    ...step,
    next: step.name === 'end' ? { kind: 'end' } : renamed(step.next, meant),
  }));
  return { ir, steps, byName: stepsByName(steps), splits: readSplits(steps) };
}

function renamed(next: Transition, meant: (name: string) => string): Transition {
  switch (next.kind) {
    case 'end':
      return next;
    case 'linear':
    case 'foreach':
      return { ...next, to: meant(next.to) };
    case 'split':
      return { ...next, to: next.to.map(meant) };
    case 'switch':
      return { ...next, cases: next.cases.map(({ value, to }) => ({ value, to: meant(to) })) };
  }
}
