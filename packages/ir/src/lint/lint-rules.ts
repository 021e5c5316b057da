import { airflowRules } from './airflow';
import { artifactReadRules } from './artifact-reads';
import { branchNameRules } from './branch-names';
import { cardRules } from './cards';
import { catchRules } from './catches';
import { computeRules } from './compute';
import { cycleRules } from './cycles';
import { decoratorRules } from './decorators';
import { environmentRules } from './environments';
import { exitHookRules } from './exit-hooks';
import { fieldRules } from './fields';
import { floatingPromiseRules } from './floating-promises';
import { unkeptFieldRules } from './unkept-fields';
import { foreachTypeRules } from './foreach-types';
import type { LintRule } from './lint-rule';
import { mergeConflictRules } from './merge-conflicts';
import { parameterRules } from './parameters';
import { projectRules } from './projects';
import { reachabilityRules } from './reachability';
import { scheduleRules } from './schedules';
import { secretRules } from './secrets';
import { splitAndJoinRules } from './splits-and-joins';
import { startAndEndRules } from './start-and-end';
import { stepNameRules } from './step-names';
import { timeoutRules } from './timeouts';
import { transitionRules } from './transitions';
import { triggerRules } from './triggers';
import { unknownConfigOptionRules, unknownDecoratorOptionRules } from './unknown-options';

/** Every rule, by code. */
export const lintRules: readonly LintRule[] = [
  ...startAndEndRules,
  ...transitionRules,
  ...reachabilityRules,
  ...cycleRules,
  ...splitAndJoinRules,
  ...stepNameRules,
  ...branchNameRules,
  ...fieldRules,
  ...parameterRules,
  ...unknownConfigOptionRules,
  ...decoratorRules,
  ...timeoutRules,
  ...environmentRules,
  ...catchRules,
  ...unknownDecoratorOptionRules,
  ...scheduleRules,
  ...projectRules,
  ...computeRules,
  ...secretRules,
  ...triggerRules,
  ...exitHookRules,
  ...airflowRules,
  ...cardRules,
  ...artifactReadRules,
  ...mergeConflictRules,
  ...foreachTypeRules,
  ...floatingPromiseRules,
  ...unkeptFieldRules,
];
