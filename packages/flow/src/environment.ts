import { type StepDecorator, stepDecorator } from './step-decorator';
import { type OptionNames, unknownOptions } from './unknown-options';

export interface EnvironmentOptions {
  /** Values by the name of their variable; numbers and booleans as `String()` writes them. */
  vars: Readonly<Record<string, string | number | boolean>>;
}

const names: OptionNames<EnvironmentOptions> = { vars: true };

/** Set variables in the environment of the step's process, on whatever it runs. Metaflow's `@environment`. */
export function environment(options: EnvironmentOptions): StepDecorator {
  return stepDecorator({ name: 'environment', attributes: { vars: options.vars }, ...unknownOptions(options, names) });
}
