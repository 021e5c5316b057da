import type { ComputedDefault, ParameterOptions } from './parameter-options';

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
  return declaring ? new ParameterDeclaration(options) : defaultInStep(options);
}

/** So that an author can make a flow object in a unit test and call its steps. Nothing is computed or read for that. */
function defaultInStep(options: ParameterOptions): unknown {
  const { type, default: value } = options;
  if (value === undefined || typeof value === 'function' || type === 'file') return null;
  if (value instanceof Number) return value.valueOf();
  if (typeof value !== 'string') return value;
  if (type === 'json') return JSON.parse(value);
  const separator = 'separator' in options ? options.separator : undefined;
  if (separator === undefined) return value;
  return value === '' ? [] : value.split(separator);
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
