import type { LintRule } from './lint-rule';

export const unkeptFieldRules: readonly LintRule[] = [
  {
    code: 'MF1540',
    summary: 'a step reads a #private field that another step assigns',
    severity: 'warning',
    *check({ uses }) {
      for (const { step, name, by, at } of uses?.unkept ?? []) {
        yield {
          at,
          message: `Step ${step} reads this.${name}, and step ${by} assigns it, but only artifacts go from one step to another: in ${step} it is as it was initialised.`,
          advice: `Declare a plain field instead: ${name.replace('#', '')}!: number; (of its type).`,
        };
      }
    },
  },
];
