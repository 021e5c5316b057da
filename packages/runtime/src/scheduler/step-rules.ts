import {
  type DecoratorIR,
  fallbackAttempts,
  stepCatch,
  stepEnvironment,
  type StepIR,
  stepRetry,
  stepTimeout,
} from '@mf/ir';
import { TooManyRetriesError } from './errors';

/** Metaflow keeps one of its six attempts for a fallback. */
const mostRetries = 4;

/** What the decorators of a step ask of whoever starts its tasks. */
export interface StepRules {
  /** How often a failed task is tried again. */
  readonly retries: number;
  /** How long to wait before that, where tasks run on other machines. */
  readonly minutesBetweenRetries: number;
  /** How often after that it is started for `@catch` alone, which handles what killed the process. */
  readonly fallbacks: number;
  /** Variables for the task's process. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Reads what a step's decorators, and those of `--with`, ask of the scheduler.
 *
 * @throws TooManyRetriesError, CatchNotPossibleError; RangeError for values that lint and `--with` refuse
 */
export function stepRules(step: StepIR, added: readonly DecoratorIR[]): StepRules {
  const { times: retries, minutesBetween: minutesBetweenRetries } = stepRetry(step.decorators, added);
  if (retries > mostRetries) throw new TooManyRetriesError(step.name, retries);
  // The task itself keeps the time; a wrong one is to be found before the run.
  stepTimeout(step.decorators, added);
  return {
    retries,
    minutesBetweenRetries,
    fallbacks: stepCatch(step, added) ? fallbackAttempts(retries) : 0,
    environment: stepEnvironment(step.decorators, added),
  };
}
