import { closestName, didYouMean } from '../closest-name';
import { artifactRule } from './artifacts/artifact-rule';
import type { LintedFlow, LintRule } from './lint-rule';
import { listed } from './wording';

export const artifactReadRules: readonly LintRule[] = [
  artifactRule(
    { code: 'MF1501', summary: 'a step reads an artifact that nothing before it assigns' },
    'unassigned',
    ({ step, name, assigned }) => ({
      message: `Step ${step} reads this.${name}, but no step that leads here has assigned it.${didYouMean(closestName(name, assigned))}`,
      advice: `Assign this.${name} before, here or in an earlier step. If it may be missing, declare it ${name}?: and test for undefined.`,
    }),
  ),
  artifactRule(
    { code: 'MF1502', summary: 'a step reads an artifact that a join before it dropped' },
    'lost',
    ({ step, name, join, ends }, flow) => ({
      message: `Step ${step} reads this.${name}, but ${step === join ? 'it' : join} is a join, which starts without the artifacts of the steps before it.`,
      advice: `In ${join}, take it from an input (this.${name} = ${isForeachJoin(join, flow) ? 'inputs[0]' : `inputs.${ends[0] ?? 'branch'}`}.${name}), or call this.mergeArtifacts(inputs, { include: ['${name}'] }) before.`,
    }),
  ),
  artifactRule(
    {
      code: 'MF1503',
      summary: 'a step reads an artifact that only some of the ways to it assign',
      severity: 'warning',
    },
    'sometimes',
    ({ step, name, by }) => ({
      message: `Step ${step} reads this.${name}, but only some of the ways that lead here assign it (those through ${listed(by)}).`,
      advice: `Assign this.${name} on every way, for example in a step before the switch. If it may be missing, declare it ${name}?: and test for undefined.`,
    }),
  ),
  artifactRule(
    { code: 'MF1504', summary: 'a join reads from an input an artifact that the branch does not have' },
    'not-in-branch',
    ({ step, name, branch }) =>
      branch === undefined
        ? {
            message: `Step ${step} reads ${name} of its inputs, but no step that leads to them has assigned it.`,
            advice: `Assign this.${name} in a step before ${step}. If it may be missing, declare it ${name}?: and test for undefined.`,
          }
        : {
            message: `Step ${step} reads inputs.${branch}.${name}, but neither ${branch} nor a step that leads to it has assigned ${name}.`,
            advice: `Assign this.${name} in that branch, or read it from the branch that does.`,
          },
  ),
];

function isForeachJoin(join: string, { splits, byName }: LintedFlow): boolean {
  return [...splits.matchingJoin].some(
    ([split, closing]) => closing === join && byName.get(split)?.next.kind === 'foreach',
  );
}
