import type { ParameterDescription } from '@mf/ir';
import { type ExactJson, floatText, formatExactJson } from '@mf/ir/exact-json';
import { closestName, didYouMean } from '@mf/ir/graph';

/** A parameter was given a value that its type does not have. */
export class InvalidParameterValueError extends Error {
  override readonly name = 'InvalidParameterValueError';
  readonly code = 'MF2101';
  readonly advice: string;

  constructor(
    readonly parameter: Pick<ParameterDescription, 'name' | 'type' | 'separator'>,
    readonly given: ExactJson,
    source: string,
  ) {
    const { name, type, separator } = parameter;
    const isTooLarge = type === 'int' && /^\s*[+-]?\d+(_\d+)*\s*$/.test(String(given));
    const expected = separator === undefined ? wanted[type].what : 'a list of texts';
    super(
      `Parameter ${name}: ${formatExactJson(given)} from ${source} is ${isTooLarge ? 'beyond what a number holds exactly (2^53)' : `not ${expected}`}`,
    );
    this.advice = isTooLarge
      ? `Give a smaller number, or declare the parameter with type: 'bigint'.`
      : `${name} takes ${expected}, e.g. --${name} ${separator === undefined ? wanted[type].example : `a${separator}b`}`;
  }
}

const wanted: Readonly<Record<ParameterDescription['type'], { readonly what: string; readonly example: string }>> = {
  int: { what: 'a whole number', example: '3' },
  float: { what: 'a number', example: '0.5' },
  bigint: { what: 'a whole number', example: '3' },
  string: { what: 'a text', example: 'text' },
  boolean: { what: 'true or false', example: 'true' },
  json: { what: 'JSON', example: `'{"key": [1, "two", null]}'` },
  file: { what: 'the path of a file', example: './data.csv' },
};

/** A value is not among the choices of its parameter. */
export class ParameterChoiceError extends Error {
  override readonly name = 'ParameterChoiceError';
  readonly code = 'MF2102';
  readonly advice: string;

  constructor({ name, choices = [] }: ParameterDescription, given: ExactJson, source: string) {
    const texts = choices.map((choice) => (typeof choice === 'string' ? choice : JSON.stringify(choice)));
    const closest = typeof given === 'string' ? closestName(given, texts) : undefined;
    super(`Parameter ${name}: ${shown(given)} from ${source} is not one of its choices.${didYouMean(closest)}`);
    this.advice = `Choose one of ${texts.join(', ')}.`;
  }
}

const shown = (value: ExactJson): string =>
  (typeof value === 'number' ? floatText(value) : undefined) ?? formatExactJson(value);

/** A required parameter has no value. */
export class MissingParameterError extends Error {
  override readonly name = 'MissingParameterError';
  readonly code = 'MF2103';
  readonly advice: string;

  /** @param source where its value was looked for: a variable, or the field of an event */
  constructor(
    { name, help }: ParameterDescription,
    source: { readonly variable: string } | { readonly field: string },
  ) {
    super(`Parameter ${name} is required${help === '' ? '' : ` (${help})`}`);
    this.advice =
      'field' in source
        ? `The run was started without ${source.field}: publish the event with it, or start the run by hand with a value.`
        : `Give it with --${name} VALUE, or as ${source.variable} in the environment.`;
  }
}

/** A value was given for a parameter that the flow does not have. */
export class UnknownParameterError extends Error {
  override readonly name = 'UnknownParameterError';
  readonly code = 'MF2104';
  readonly advice: string;

  constructor(flow: string, given: string, known: readonly string[]) {
    const closest = closestName(given, known);
    super(`${flow} has no parameter ${given}${closest === undefined ? '' : `.${didYouMean(closest)}`}`);
    this.advice = known.length === 0 ? `${flow} has no parameters at all.` : `Its parameters are ${known.join(', ')}.`;
  }
}

/** METAFLOW_PARAMETERS, by which a scheduler passes parameters, cannot be read. */
export class InvalidParametersVariableError extends Error {
  override readonly name = 'InvalidParametersVariableError';
  readonly code = 'MF2105';
  readonly advice = 'Set METAFLOW_PARAMETERS to one JSON object whose keys are the names of parameters.';

  constructor(problem: string) {
    super(`METAFLOW_PARAMETERS ${problem}`);
  }
}

/** The function of a deploy-time parameter, or the bundle that has it, failed. */
export class ComputedDefaultsError extends Error {
  override readonly name = 'ComputedDefaultsError';
  readonly code = 'MF2106';
  readonly advice: string;

  constructor(flow: string, parameters: readonly string[], output: string) {
    super(`The defaults of ${parameters.join(', ')} of ${flow} could not be computed:\n${output.trimEnd()}`);
    this.advice = `Correct the function, or give a value: ${parameters.map((name) => `--${name} VALUE`).join(' ')}`;
  }
}

/** A scheduler did not pass the value of a deploy-time parameter, which is computed only once, when the flow is deployed. */
export class DeployTimeValueMissingError extends Error {
  override readonly name = 'DeployTimeValueMissingError';
  readonly code = 'MF2107';
  readonly advice = 'Compile and deploy the flow again, or pass a value when the run is triggered.';

  constructor(parameter: string) {
    super(`Parameter ${parameter} has a deploy-time default, but METAFLOW_PARAMETERS has no value for it`);
  }
}
