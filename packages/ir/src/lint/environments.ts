import { readEnvironment } from '../step-decorators/step-environment';
import type { LintRule } from './lint-rule';
import { unreadable } from './unreadable-decorators';

export const environmentRules: readonly LintRule[] = [
  {
    code: 'MF1405',
    summary: '`@environment` with what cannot be a variable',
    *check({ ir }) {
      for (const { step, at, reason } of unreadable(ir, 'environment', readEnvironment)) {
        yield {
          at,
          message: `The @environment of step ${step} cannot be set: ${reason}.`,
          advice: "Write it like @environment({ vars: { LEVEL: 'debug', WORKERS: 4 } }).",
        };
      }
    },
  },
];
