import type { Queueing } from '@mf/ir';
import { type Argument, jsonExpression, keyword } from './python/expression';

/** How Airflow queues a task, as arguments of its operator. */
export function queueingArguments({ pool, poolSlots, queue, priorityWeight }: Queueing = {}): Argument[] {
  const given = { pool, pool_slots: poolSlots, queue, priority_weight: priorityWeight };
  return Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [keyword(name, jsonExpression(value))],
  );
}
