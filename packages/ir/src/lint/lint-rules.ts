import { cycleRules } from './cycles';
import { decoratorRules } from './decorators';
import { fieldRules } from './fields';
import type { LintRule } from './lint-rule';
import { parameterRules } from './parameters';
import { reachabilityRules } from './reachability';
import { scheduleRules } from './schedules';
import { splitAndJoinRules } from './splits-and-joins';
import { startAndEndRules } from './start-and-end';
import { stepNameRules } from './step-names';
import { transitionRules } from './transitions';

/** Every rule, by code. */
export const lintRules: readonly LintRule[] = [
  ...startAndEndRules,
  ...transitionRules,
  ...reachabilityRules,
  ...cycleRules,
  ...splitAndJoinRules,
  ...stepNameRules,
  ...fieldRules,
  ...parameterRules,
  ...decoratorRules,
  ...scheduleRules,
];
