import { type StepDecorator, stepDecorator } from './step-decorator';
import { type OptionNames, unknownOptions } from './unknown-options';

export interface CatchErrorOptions {
  /** Name of the declared field that gets the error, or null when all went well. Without it the error is only printed. */
  var?: string;
  /** Whether the error is printed to the task's output. Default true. */
  printException?: boolean;
}

/** What the field of `@catchError` holds after a failure: declare it as `failure!: CaughtError | null;`. */
export interface CaughtError {
  /** The error's message. */
  readonly exception: string;
  /** The error's name. */
  readonly type: string;
  /** The stack trace, and what there is to say besides. */
  readonly stacktrace: string | null;
}

const names: OptionNames<CatchErrorOptions> = { var: true, printException: true };

/**
 * Go on with the flow when the step has failed in every attempt that `@retry` gives it: what it had set by then is kept, and
 * the next step is the one that its `this.next(...)` names. Metaflow's `@catch`, which is a reserved word here. Not for a step
 * that ends with a foreach or a switch: nobody could say how it goes on.
 */
export function catchError(options: CatchErrorOptions = {}): StepDecorator {
  return stepDecorator({
    name: 'catch',
    attributes: { var: options.var ?? null, print_exception: options.printException ?? true },
    ...unknownOptions(options, names),
  });
}
