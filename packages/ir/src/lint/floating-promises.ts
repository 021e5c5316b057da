import type { LintRule } from './lint-rule';

export const floatingPromiseRules: readonly LintRule[] = [
  {
    code: 'MF1530',
    summary: 'a step starts a promise and does not wait for it',
    severity: 'warning',
    *check({ ir, uses }) {
      for (const { name } of ir.steps) {
        for (const { call, at, each } of uses?.steps[name]?.floating ?? []) {
          if (each) {
            yield {
              at,
              message: `Step ${name} gives ${call}(...) an async function, and nothing waits for its calls: what they do after the step has ended is lost.`,
              advice: `Write for (const item of list) { await ... }, or await Promise.all(list.map(async (item) => ...)), and async before ${name} if it is missing.`,
            };
            continue;
          }
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
