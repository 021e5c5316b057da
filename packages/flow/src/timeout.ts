import { type StepDecorator, stepDecorator } from './step-decorator';
import { type OptionNames, unknownOptions } from './unknown-options';

/** The three are added together: `{ hours: 1, minutes: 1 }` is 61 minutes. */
export interface TimeoutOptions {
  seconds?: number;
  minutes?: number;
  hours?: number;
}

const names: OptionNames<TimeoutOptions> = { seconds: true, minutes: true, hours: true };

/**
 * Make an attempt of the step fail when it takes longer, also while it blocks its process. Each retry has the whole time again.
 * Metaflow's `@timeout`.
 */
export function timeout(options: TimeoutOptions): StepDecorator {
  const { seconds = 0, minutes = 0, hours = 0 } = options;
  return stepDecorator({ name: 'timeout', attributes: { seconds, minutes, hours }, ...unknownOptions(options, names) });
}
