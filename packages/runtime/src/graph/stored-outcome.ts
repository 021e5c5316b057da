import type { StoredTask } from '@mf/datastore';
import type { StepIR } from '@mf/ir';
import { targetsOf } from '@mf/ir/graph';
import type { Outcome } from './graph-walk';

/** Where a stored task went: steps, the field that it split, and the number of items. */
export interface StoredTransition extends Outcome {
  readonly foreach: string | null;
}

/** Reads `_transition` and `_foreach_num_splits`; undefined for a task that went nowhere. */
export function storedTransition(stored: StoredTask): StoredTransition | undefined {
  const value = stored.has('_transition') ? stored.loadSync('_transition') : null;
  if (!Array.isArray(value)) return undefined;
  const [next, foreach] = value as [unknown, unknown];
  if (!Array.isArray(next)) return undefined;
  const splits = typeof foreach === 'string' ? (stored.loadSync('_foreach_num_splits') as number | null) : null;
  return { next: next.map(String), foreach: typeof foreach === 'string' ? foreach : null, splits: splits ?? undefined };
}

/** Whether a step went well: Metaflow's `_task_ok`. */
export function isOk(stored: StoredTask): boolean {
  return stored.has('_task_ok') && stored.loadSync('_task_ok') === true;
}

/** Whether a step, as its source is now, can have gone where a stored task of it went. */
export function fitsStep({ next }: StepIR, transition: StoredTransition | undefined): boolean {
  if (!transition) return next.kind === 'end';
  const targets = targetsOf(next);
  switch (next.kind) {
    case 'end':
      return transition.next.length === 0;
    case 'switch':
      return transition.next.length === 1 && targets.includes(transition.next[0] ?? '');
    default:
      return (
        transition.next.join() === targets.join() && transition.foreach === (next.kind === 'foreach' ? next.over : null)
      );
  }
}
