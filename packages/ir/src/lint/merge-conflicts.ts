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
];

function placeOf({ step, at }: Assignment): string {
  return `step ${step} (line ${at.line})`;
}
