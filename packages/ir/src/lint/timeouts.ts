import { readTimeout } from '../step-decorators/step-timeout';
import type { LintRule } from './lint-rule';
import { unreadable } from './unreadable-decorators';

export const timeoutRules: readonly LintRule[] = [
  {
    code: 'MF1404',
    summary: '`@timeout` without a duration',
    *check({ ir }) {
      for (const { step, at, reason } of unreadable(ir, 'timeout', readTimeout)) {
        yield {
          at,
          message: `The @timeout of step ${step} is no length of time: ${reason}.`,
          advice: 'Write it like @timeout({ minutes: 10 }); seconds, minutes and hours are added together.',
        };
      }
    },
  },
];
