import { closestName } from '../closest-name';
import type { FlowIR, StepIR } from '../flow-ir';
import type { Transition } from '../flow-syntax';
import type { FlowUses } from '../flow-uses';
import { endpointsOf } from '../graph/endpoints';
import { stepsByName } from '../graph/graph-step';
import { readSplits } from '../graph/split-structure';
import { findArtifactProblems } from './artifacts/find-artifact-problems';
import type { LintedFlow } from './lint-rule';

export function lintedFlow(ir: FlowIR, uses?: FlowUses): LintedFlow {
  const names = ir.steps.map(({ name }) => name);
  const meant = (name: string): string => (names.includes(name) ? name : (closestName(name, names) ?? name));
  const endpoints = endpointsOf(ir.steps);
  const steps = ir.steps.map((step): StepIR => ({
    ...step,
    next: step.name === endpoints.end ? { kind: 'end' } : renamed(step.next, meant),
  }));
  const byName = stepsByName(steps);
  const splits = readSplits(steps);
  const artifactProblems = uses ? findArtifactProblems({ ir, steps, byName, endpoints, splits, uses }) : [];
  return { ir, steps, byName, endpoints, splits, ...(uses && { uses }), artifactProblems };
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
