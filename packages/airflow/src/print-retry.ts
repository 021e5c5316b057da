import type { StepRetry } from '@mf/ir';
import { type Argument, call, jsonExpression, keyword } from './python/expression';

/** Without a retry the count is still given, for a site may have a default of its own. */
export function retryArguments({ times, minutesBetween }: StepRetry): Argument[] {
  return [
    keyword('retries', jsonExpression(times)),
    ...(times > 0
      ? [keyword('retry_delay', call('timedelta', [keyword('minutes', jsonExpression(minutesBetween))]))]
      : []),
  ];
}

/** What most steps have becomes the default of the DAG; of two that are as common, the one that comes first. */
export function mostCommonRetry(retries: readonly StepRetry[]): StepRetry {
  const none: StepRetry = { times: 0, minutesBetween: 0 };
  const count = (retry: StepRetry) => retries.filter((other) => sameRetry(other, retry)).length;
  return retries.reduce((best, retry) => (count(retry) > count(best) ? retry : best), none);
}

export function sameRetry(a: StepRetry, b: StepRetry): boolean {
  return a.times === b.times && (a.times === 0 || a.minutesBetween === b.minutesBetween);
}
