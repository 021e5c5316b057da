import type { ComputedDefault, JsonParameterOptions, ScalarParameterOptions } from './parameter';

/** Options of any parameter. */
export type ParameterOptions = ScalarParameterOptions | JsonParameterOptions<unknown>;

/** Stands in a parameter's field while a flow is described. */
export class ParameterDeclaration {
  constructor(readonly options: ParameterOptions) {}

  /** The function that computes the default, when it is one. */
  get computedDefault(): ComputedDefault<unknown> | undefined {
    const { default: value } = this.options;
    return typeof value === 'function' ? (value as ComputedDefault<unknown>) : undefined;
  }
}

let declaring = false;

/** What a parameter's field starts with: its declaration while a flow is described, its default at any other time. */
export function declareParameter(options: ParameterOptions): unknown {
  if (declaring) return new ParameterDeclaration(options);
  const { default: value } = options;
  // So that an author can make a flow object in a unit test and call its steps.
  return typeof value === 'function' || value === undefined ? null : value;
}

/** Makes a flow object whose parameter fields hold their declarations. */
export function constructDeclaring<T>(flowClass: new () => T): T {
  declaring = true;
  try {
    return new flowClass();
  } finally {
    declaring = false;
  }
}
