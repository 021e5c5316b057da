import type { StepTimeout } from '@mf/ir/graph';

/** A step assigned to a field that only the flow's start can set. */
export class ReadOnlyFieldError extends Error {
  override readonly name = 'ReadOnlyFieldError';
  readonly code = 'MF5106';
  readonly advice = 'Put the value into a field of its own, declared like `x!: number`.';

  constructor(field: string, what: string, step: string) {
    super(`Step ${step} assigned to ${field}, which is ${what} and read-only in steps`);
  }
}

/** What the step did with `this.next(...)` is not what its source says. */
export class TransitionMismatchError extends Error {
  override readonly name = 'TransitionMismatchError';
  readonly code = 'MF5107';
  readonly advice = 'Make sure that there is one unconditional this.next(...) at the end of the step.';

  constructor(step: string, expected: string, actual: string) {
    super(`By its source, step ${step} goes to ${expected}; when it ran, this.next(...) said ${actual}`);
  }
}

/** A step other than `end` is over and did not say what comes next. */
export class MissingNextError extends Error {
  override readonly name = 'MissingNextError';
  readonly code = 'MF5108';
  readonly advice = 'End the step with this.next(...); in an async step, after everything has been awaited.';

  constructor(step: string) {
    super(`Step ${step} ended without this.next(...)`);
  }
}

/** Branches have different values of an artifact, and nothing says which one is meant. */
export class MergeConflictError extends Error {
  override readonly name = 'MergeConflictError';
  readonly code = 'MF5109';
  readonly advice = 'Set these artifacts in the join before mergeArtifacts, or name them in its exclude.';

  constructor(
    step: string,
    readonly artifacts: readonly string[],
  ) {
    super(`Step ${step} cannot merge artifacts of which its inputs have different values: ${artifacts.join(', ')}`);
  }
}

/** `include` of mergeArtifacts names what no input has. */
export class MergeMissingError extends Error {
  override readonly name = 'MergeMissingError';
  readonly code = 'MF5110';
  readonly advice = 'Name only artifacts that at least one of the joined branches has.';

  constructor(
    step: string,
    readonly artifacts: readonly string[],
  ) {
    super(`Step ${step} is to merge artifacts that none of its inputs has: ${artifacts.join(', ')}`);
  }
}

/** mergeArtifacts was called where it has no meaning. */
export class MergeMisuseError extends Error {
  override readonly name = 'MergeMisuseError';
  readonly code = 'MF5111';
  readonly advice =
    'Call this.mergeArtifacts(inputs) in a join, with the inputs that the join received, and with include or exclude but not both.';
}

/** A join, or a step of a foreach, does not find what it must read. */
export class InputMismatchError extends Error {
  override readonly name = 'InputMismatchError';
  readonly code = 'MF5112';
  readonly advice = 'Run the steps before it again: `mf resume` does so where they are missing.';
}

/** A step called process.exit. */
export class ProcessExitError extends Error {
  override readonly name = 'ProcessExitError';
  readonly code = 'MF5113';
  readonly advice = 'Return from the step, or throw an error to make it fail; the runner ends the process.';

  constructor(step: string, code: unknown) {
    super(`Step ${step} called process.exit(${code === undefined ? '' : String(code)}), so its results would be lost`);
  }
}

/** An async step waits for something that can never happen. */
export class UnsettledStepError extends Error {
  override readonly name = 'UnsettledStepError';
  readonly code = 'MF5114';
  readonly advice = 'Look for a promise that is never resolved, or a callback that is never called.';

  constructor(step: string) {
    super(`Step ${step} is not over, but nothing is left that it could be waiting for`);
  }
}

/** The task was told to stop. */
export class TaskStoppedError extends Error {
  override readonly name = 'TaskStoppedError';
  readonly code = 'MF5115';
  readonly advice = 'Nothing is wrong with the step itself: somebody or something stopped it. Resume the run to go on.';

  constructor(step: string, signal: string) {
    super(`Step ${step} was stopped by ${signal}`);
  }
}

/** The step took longer than its `@timeout` allows. Readers see the name, which is that of Metaflow's own exception. */
export class TimeoutException extends Error {
  override readonly name = 'metaflow.plugins.timeout_decorator.TimeoutException';
  readonly code = 'MF5119';
  readonly advice = 'Give the step more time with @timeout, or look for what it waits for.';

  constructor(step: string, { hours, minutes, seconds }: StepTimeout) {
    super(`Step ${step} timed out after ${hours} hours, ${minutes} minutes, ${seconds} seconds`);
  }
}

/** A step with `@catch` killed its process in each attempt. Readers see the name, which is that of Metaflow's own exception. */
export class FailureHandledByCatch extends Error {
  override readonly name = 'metaflow.plugins.catch_decorator.FailureHandledByCatch';
  readonly code = 'MF5120';
  readonly advice = 'Look at the logs of the earlier attempts: memory that ran out, or a native module that crashed.';

  constructor(attempts: number) {
    super(
      `Task execution kept failing over ${attempts} attempts. Your code did not raise an exception. Something in the execution environment caused the failure.`,
    );
  }
}

/** A parameter is read that the resumed run did not have. */
export class ParameterNotInOriginError extends Error {
  override readonly name = 'ParameterNotInOriginError';
  readonly code = 'MF5116';
  readonly advice = 'A resumed run has the parameters of its origin. Start a new run to give new ones.';

  constructor(parameter: string) {
    super(`Parameter ${parameter} is not there: this run began with code that did not have it`);
  }
}

/** The bundle was started with a command line that it does not understand. */
export class StepCommandError extends Error {
  override readonly name = 'StepCommandError';
  readonly code = 'MF5117';
  readonly advice =
    'Bundles are started by `mf run`, `mf resume` or a compiled DAG; compile the flow again if one of these did it.';
}
