/** What should be a flow class is something else. */
export class NotAFlowError extends Error {
  override readonly name = 'NotAFlowError';
  readonly code = 'MF2202';
  readonly advice =
    'Export one class that extends FlowSpec of @mf/flow. If it does, two versions of @mf/flow are installed: see `npm ls @mf/flow`.';

  constructor(value: unknown) {
    super(`${typeof value === 'function' ? value.name : String(value)} is not a class that extends FlowSpec`);
  }
}

/** A decorator of steps stands on a method that is none. */
export class DecoratorWithoutStepError extends Error {
  override readonly name = 'DecoratorWithoutStepError';
  readonly code = 'MF2203';
  readonly advice = 'Add @step to the method, or take its other decorators away.';

  constructor(method: string, decorators: readonly string[]) {
    super(`${method} has @${decorators.join(', @')} but not @step`);
  }
}

/** Two parameters have the same name outside of the code. */
export class DuplicateParameterError extends Error {
  override readonly name = 'DuplicateParameterError';
  readonly code = 'MF2204';
  readonly advice = 'Give one of them another name; case, - and _ make no difference.';

  constructor(name: string, first: string, second: string) {
    super(`the parameters ${first} and ${second} are both called ${name}`);
  }
}

/** A parameter's default, or what its function gives, is not JSON. */
export class ParameterDefaultError extends Error {
  override readonly name = 'ParameterDefaultError';
  readonly code = 'MF2205';
  readonly advice = 'Use a number, text, truth value, null, or an array or object of those.';

  /** @param problem completes "the default of parameter x ..." */
  constructor(parameter: string, problem: string) {
    super(`the default of parameter ${parameter} ${problem}`);
  }
}
