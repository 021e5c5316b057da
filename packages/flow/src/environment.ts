import { type StepDecorator, stepDecorator } from './step-decorator';

export interface EnvironmentOptions {
  /** Values by the name of their variable; numbers and booleans as `String()` writes them. */
  vars: Readonly<Record<string, string | number | boolean>>;
}

/** Set variables in the environment of the step's process, on whatever it runs. Metaflow's `@environment`. */
export function environment(options: EnvironmentOptions): StepDecorator {
  return stepDecorator({ name: 'environment', attributes: { vars: options.vars } });
}
