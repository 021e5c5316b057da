import type { Assignment } from './artifacts/artifact-problem';
import { artifactRule } from './artifacts/artifact-rule';
import type { LintRule } from './lint-rule';

export const mergeConflictRules: readonly LintRule[] = [
  artifactRule(
    { code: 'MF1510', summary: 'a join merges an artifact that its branches assign differently', severity: 'warning' },
    'conflict',
    ({ step, name, between: [first, second] }) => ({
      message: `mergeArtifacts of step ${step} fails if the branches disagree on ${name}: one has it from ${placeOf(first)}, another from ${placeOf(second)}.`,
      advice: `Assign this.${name} in ${step} before mergeArtifacts, or leave it out: { exclude: ['${name}'] }.`,
    }),
  ),
  artifactRule(
    {
      code: 'MF1511',
      summary: 'a join merges an artifact that each item of a foreach has for itself',
      severity: 'warning',
    },
    'conflict-of-items',
    ({ step, name, by }) => ({
      message: `mergeArtifacts of step ${step} fails if the items disagree on ${name}: each has its own from ${placeOf(by)}.`,
      advice: `Collect it and leave it out, { exclude: ['${name}'] }; or assign this.${name} in ${step} before mergeArtifacts.`,
    }),
  ),
];

function placeOf({ step, at }: Assignment): string {
  return `step ${step} (line ${at.line})`;
}
