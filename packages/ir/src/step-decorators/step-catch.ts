import type { DecoratorIR, StepIR } from '../flow-ir';
import { decoratorOf } from './decorator-of';

/** What a step does about a failure of its last attempt. */
export interface StepCatch {
  /** Field that gets the failure; null when nothing does. */
  readonly variable: string | null;
  readonly printException: boolean;
}

/**
 * The `@catch` of a step, by itself or by `--with`.
 *
 * @throws RangeError for attributes that it does not have: lint has to come first. CatchNotPossibleError
 */
export function stepCatch({ name, next, decorators }: StepIR, added: readonly DecoratorIR[]): StepCatch | undefined {
  const decorator = decoratorOf('catch', decorators, added);
  if (!decorator) return undefined;
  if (next.kind === 'foreach' || next.kind === 'switch') throw new CatchNotPossibleError(name, next.kind);
  return readCatch(decorator);
}

/** @throws RangeError */
export function readCatch({ attributes }: DecoratorIR): StepCatch {
  const { var: variable = null, print_exception: printException = true } = attributes;
  if (variable !== null && typeof variable !== 'string') {
    throw new RangeError(`var must be the name of a field, not ${JSON.stringify(variable)}`);
  }
  if (typeof printException !== 'boolean') {
    throw new RangeError(`print_exception must be true or false, not ${JSON.stringify(printException)}`);
  }
  return { variable, printException };
}

/** Metaflow's NUM_FALLBACK_RETRIES. */
const mostFallbacks = 3;
/** The number of the last attempt that Metaflow's readers look at. */
const lastAttempt = 5;

/**
 * How often a step with `@catch` is started once more, without the author's code, when its process died instead of failing: as
 * often as Metaflow does, but within the attempts that its readers know.
 *
 * @param retries attempts of the author's code after the first one, 0 to 4
 */
export function fallbackAttempts(retries: number): number {
  return Math.min(mostFallbacks, lastAttempt - retries);
}

/** `--with catch` reaches a step that cannot have it. */
export class CatchNotPossibleError extends Error {
  override readonly name = 'CatchNotPossibleError';
  readonly code = 'MF2006';
  readonly advice = 'Write @catchError on the steps that are meant, instead of --with catch.';

  constructor(step: string, kind: 'foreach' | 'switch') {
    super(
      `Step ${step} ends with a ${kind}, so nobody could say how it goes on after a failure: it cannot have @catch`,
    );
  }
}
