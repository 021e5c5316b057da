import { ForeachFrame } from '@mf/datastore';
import { InputMismatchError } from './errors';

/** What an input says about the foreach loops that it stands in. */
export interface InputForeach {
  /** `step/task`, for errors. */
  readonly path: string;
  readonly stack: readonly ForeachFrame[];
  /** Set where the input is a foreach split: the field it splits, the number of its items, and a short text for each. */
  readonly split:
    | { readonly variable: string; readonly splits: number; readonly valueAt: (index: number) => string | null }
    | undefined;
}

/** What kind of step a task is of, as far as foreach loops are concerned. */
export type ForeachRole = 'step' | 'static join' | 'foreach join';

/**
 * The foreach loops around a task, from those around its inputs (Metaflow's rules): a step right behind a foreach split opens
 * one, the join of a foreach closes one, everything else stays inside those of its input.
 *
 * @param indexStack the place that the scheduler gave the task
 * @throws InputMismatchError when the inputs are not what the step must have
 */
export function foreachStackOf(
  step: string,
  role: ForeachRole,
  inputs: readonly InputForeach[],
  indexStack: readonly number[],
): readonly ForeachFrame[] {
  const [first] = inputs;
  if (!first) throw new InputMismatchError(`Step ${step} has no input`);
  if (role !== 'step') return joinedStack(step, role, inputs, first);
  if (inputs.length > 1) throw new InputMismatchError(`Step ${step} is not a join but has ${inputs.length} inputs`);
  const { split, stack } = first;
  if (!split) return stack;
  const index = indexStack.at(-1);
  if (index === undefined || index >= split.splits) {
    throw new InputMismatchError(
      `Step ${step} is one of ${split.splits} items of ${first.path}, but its index is ${String(index)}`,
    );
  }
  return [...stack, new ForeachFrame(step, split.variable, split.splits, index, split.valueAt(index))];
}

function joinedStack(
  step: string,
  role: 'static join' | 'foreach join',
  inputs: readonly InputForeach[],
  first: InputForeach,
): readonly ForeachFrame[] {
  const outer = role === 'foreach join' ? first.stack.slice(0, -1) : first.stack;
  const split = inputs.find((input) => input.split);
  if (split)
    throw new InputMismatchError(
      `Step ${step} joins ${split.path}, but no step stands between that split and the join`,
    );
  const depth = first.stack.length;
  const stray = inputs.find(({ stack }) => stack.length !== depth || !samePlace(stack.slice(0, outer.length), outer));
  if (stray)
    throw new InputMismatchError(
      `Step ${step} joins ${first.path} and ${stray.path}, which are not in the same foreach`,
    );
  const expected = role === 'foreach join' ? first.stack.at(-1)?.numSplits : undefined;
  if (expected !== undefined && expected !== null && expected !== inputs.length) {
    throw new InputMismatchError(`Step ${step} joins ${expected} items, but ${inputs.length} were found`);
  }
  return outer;
}

function samePlace(a: readonly ForeachFrame[], b: readonly ForeachFrame[]): boolean {
  return a.every((frame, level) => frame.step === b[level]?.step && frame.index === b[level]?.index);
}
