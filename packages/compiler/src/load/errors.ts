import type { Position } from '@mf/ir';
import type { LoadFailure } from './describe-bundles';
import type { ThrownFailure } from './loader-process';

/** The function of a deploy-time parameter threw. */
export class DefaultFunctionError extends Error {
  readonly code = 'MF3020';
  readonly advice =
    'The function runs once, when the flow is deployed or a local run starts. Correct it, or give a value for the parameter.';

  /** @param at the author's line, where it is known */
  constructor(
    readonly parameter: string,
    failure: ThrownFailure,
    readonly at: Position | undefined,
  ) {
    const where = at ? ` (${at.file}:${at.line}:${at.column})` : '';
    super(`the default of parameter ${parameter} cannot be computed: ${failure.name}: ${failure.message}${where}`);
    this.name = 'DefaultFunctionError';
    this.stack = failure.stack;
  }
}

/** Deploy-time parameters were to be computed, but the flow could not be loaded, or did not come to an end. */
export class DefaultsNotEvaluatedError extends Error {
  readonly code: string;
  readonly advice: string;

  constructor(failure: LoadFailure) {
    super(failure.message);
    this.name = 'DefaultsNotEvaluatedError';
    this.code = failure.code;
    this.advice = failure.advice;
  }
}
