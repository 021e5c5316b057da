import type { LintRule } from './lint-rule';

export const floatingPromiseRules: readonly LintRule[] = [
  {
    code: 'MF1530',
    summary: 'a step starts a promise and does not wait for it',
    severity: 'warning',
    *check({ ir, uses }) {
      for (const { name } of ir.steps) {
        for (const { call, at } of uses?.steps[name]?.floating ?? []) {
          yield {
            at,
            message: `Step ${name} calls ${call}(...) and does not wait for it: what it does after the step has ended is lost.`,
            advice: `Write await ${call}(...), and async before ${name} if it is missing. If nothing depends on it, write void ${call}(...).`,
          };
        }
      }
    },
  },
];
