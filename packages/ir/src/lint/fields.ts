import { closestName, didYouMean } from '../closest-name';
import type { FlowIR } from '../flow-ir';
import { internalArtifacts } from '../internal-artifacts';
import { flowSpecMembers } from '../reserved-names';
import type { LintRule } from './lint-rule';

export const fieldRules: readonly LintRule[] = [
  {
    code: 'MF1210',
    summary: 'a field is named like a member of FlowSpec or like an artifact of the runner',
    *check({ ir }) {
      for (const { name, at } of ir.fields) {
        if (!flowSpecMembers.has(name) && !internalArtifacts.has(name)) continue;
        yield {
          at,
          message: `A field cannot be called ${name}: ${flowSpecMembers.has(name) ? 'every flow has a member' : 'the runner writes an artifact'} of that name already.`,
          advice: 'Choose another name for the field.',
        };
      }
    },
  },
  {
    code: 'MF1211',
    summary: 'a field and a step have the same name',
    *check({ ir, byName }) {
      for (const { name, at } of ir.fields) {
        if (!byName.has(name)) continue;
        yield {
          at,
          message: `${name} is both a field and a step, and the field would hide the step.`,
          advice: 'Give one of them another name.',
        };
      }
    },
  },
  {
    code: 'MF1212',
    summary: 'a foreach goes over a field that is not declared',
    *check({ ir }) {
      for (const step of ir.steps) {
        if (step.next.kind !== 'foreach' || step.nextReading || declares(ir, step.next.over)) continue;
        yield {
          at: step.nextAt,
          message: `The foreach of step ${step.name} goes over ${step.next.over}, which is no declared field.${suggestion(ir, step.next.over)}`,
          advice: `Declare it in the class (${step.next.over}!: string[];) and set it before this.next(...).`,
        };
      }
    },
  },
  {
    code: 'MF1213',
    summary: 'the condition of a switch is a field that is not declared',
    *check({ ir }) {
      for (const step of ir.steps) {
        if (step.next.kind !== 'switch' || step.nextReading || declares(ir, step.next.condition)) continue;
        const values = step.next.cases.map(({ value }) => JSON.stringify(value));
        yield {
          at: step.nextAt,
          message: `The condition of step ${step.name} is ${step.next.condition}, which is no declared field.${suggestion(ir, step.next.condition)}`,
          advice: `Declare it in the class (${step.next.condition}!: ${values.join(' | ')};) and set it before this.next(...).`,
        };
      }
    },
  },
];

function declares(ir: FlowIR, name: string): boolean {
  return (
    [...ir.fields, ...ir.constants].some((field) => field.name === name) ||
    ir.parameters.some(({ property }) => property === name)
  );
}

function suggestion(ir: FlowIR, name: string): string {
  return didYouMean(
    closestName(
      name,
      ir.fields.map((field) => field.name),
    ),
  );
}
