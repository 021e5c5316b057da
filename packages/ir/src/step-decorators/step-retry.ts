import type { DecoratorIR } from '../flow-ir';

/** How often a failed task of a step is tried again. */
export interface StepRetry {
  /** 0 is never. */
  readonly times: number;
  readonly minutesBetween: number;
}

/** What Metaflow's `@retry` means where an argument is left out. */
const retryDefaults = { times: 3, minutesBetween: 2 };

/**
 * The retries of a step: those of its own `@retry`, else those of a `--with retry`, else none. So `@retry({ times: 0 })` keeps
 * a step that is not safe to repeat from being retried, whatever the command line says (Metaflow's rule).
 *
 * @throws RangeError when an argument is not a number of at least 0: lint has to come first.
 */
export function stepRetry(own: readonly DecoratorIR[], added: readonly DecoratorIR[]): StepRetry {
  const retry = [...own, ...added].find(({ name }) => name === 'retry');
  if (retry === undefined) return { times: 0, minutesBetween: retryDefaults.minutesBetween };
  return {
    times: count(retry, 'times') ?? retryDefaults.times,
    minutesBetween: count(retry, 'minutes_between_retries') ?? retryDefaults.minutesBetween,
  };
}

/** Metaflow writes these arguments as text (`retry:times=3`), an author of TypeScript as numbers. */
function count(retry: DecoratorIR, name: string): number | undefined {
  const value = retry.attributes[name];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) {
    throw new RangeError(`@retry: ${name} must be a number of at least 0, not ${JSON.stringify(value)}`);
  }
  return number;
}
