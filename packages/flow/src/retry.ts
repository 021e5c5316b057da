import { metaflowAttributes } from './metaflow-attributes';
import { type StepDecorator, stepDecorator } from './step-decorator';
import { type OptionNames, unknownOptions } from './unknown-options';

export interface RetryOptions {
  /** How often a failed step is tried again; 0 forbids retries that `--with retry` would add. At most 4. Default 3. */
  times?: number;
  /** Minutes between two attempts, where a scheduler waits at all: a local run retries at once. Default 2. */
  minutesBetweenRetries?: number;
}

const names: OptionNames<RetryOptions> = { times: true, minutesBetweenRetries: true };

/** Try the step again when it fails. Metaflow's `@retry`, with its defaults. */
export function retry(options: RetryOptions = {}): StepDecorator {
  return stepDecorator({
    name: 'retry',
    attributes: metaflowAttributes({ ...options }),
    ...unknownOptions(options, names),
  });
}
