import type { DecoratorIR } from '../flow-ir';
import { decoratorOf } from './decorator-of';

/** How long an attempt of a step may take. */
export interface StepTimeout {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** The three together, in seconds. */
  readonly total: number;
}

/**
 * The `@timeout` of a step, by itself or by `--with`.
 *
 * @throws RangeError when it is no length of time: lint has to come first.
 */
export function stepTimeout(own: readonly DecoratorIR[], added: readonly DecoratorIR[]): StepTimeout | undefined {
  const decorator = decoratorOf('timeout', own, added);
  return decorator && readTimeout(decorator);
}

/** @throws RangeError when a part is not a number of at least 0, or when they add up to 0 */
export function readTimeout({ attributes }: DecoratorIR): StepTimeout {
  const [hours, minutes, seconds] = (['hours', 'minutes', 'seconds'] as const).map((name) => {
    const value = attributes[name] ?? 0;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      throw new RangeError(`${name} must be a number of at least 0, not ${JSON.stringify(value)}`);
    }
    return value;
  }) as [number, number, number];
  const total = hours * 3600 + minutes * 60 + seconds;
  if (total === 0) throw new RangeError('it needs a duration: seconds, minutes or hours');
  return { hours, minutes, seconds, total };
}
