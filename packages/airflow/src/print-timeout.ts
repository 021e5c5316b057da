import type { PlannedTask } from '@mf/ir';
import { type Argument, call, jsonExpression, keyword } from './python/expression';

/** How much longer than the task itself a scheduler waits: for the task's process to start, to read, and to record what became of it. */
export const timeoutMarginSeconds = 300;

/** The task keeps its time itself, and records it when that is over. Airflow's limit is for a task that cannot. */
export function timeoutArguments({ timeoutSeconds }: PlannedTask): Argument[] {
  if (timeoutSeconds === undefined) return [];
  const limit = call('timedelta', [keyword('seconds', jsonExpression(timeoutSeconds + timeoutMarginSeconds))]);
  return [keyword('execution_timeout', limit)];
}
