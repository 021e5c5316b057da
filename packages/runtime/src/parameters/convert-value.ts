import type { Json, ParameterDescription, ParameterType } from '@mf/ir';
import { InvalidParameterValueError, ParameterChoiceError } from './errors';

const expectations: Readonly<Record<ParameterType, string>> = {
  int: 'a whole number',
  float: 'a number',
  string: 'a text',
  boolean: 'true or false',
  json: 'JSON',
};

// The words that Metaflow's command line (click) knows.
const truths = new Set(['true', 't', 'yes', 'y', 'on', '1']);
const falsehoods = new Set(['false', 'f', 'no', 'n', 'off', '0']);

/**
 * The value of a parameter from text: a command line argument or an environment variable.
 *
 * @param source where the text comes from, for the error: `--alpha`, `METAFLOW_RUN_ALPHA`
 * @throws InvalidParameterValueError, ParameterChoiceError
 */
export function convertText(parameter: ParameterDescription, text: string, source: string): Json {
  const value = readText(parameter, text);
  if (value === undefined) {
    throw new InvalidParameterValueError(parameter.name, text, source, expectations[parameter.type]);
  }
  return checkChoices(parameter, value, source);
}

/**
 * The value of a parameter from JSON, as a scheduler passes it. Text is read as on a command line where another type is
 * expected: a trigger form or a command line may know nothing else.
 *
 * @throws InvalidParameterValueError, ParameterChoiceError
 */
export function convertJson(parameter: ParameterDescription, value: Json, source: string): Json {
  if (typeof value === 'string' && parameter.type !== 'json') return convertText(parameter, value, source);
  if (value === null && !parameter.required) return null;
  if (!hasType(parameter, value)) {
    throw new InvalidParameterValueError(parameter.name, value, source, expectations[parameter.type]);
  }
  return checkChoices(parameter, value, source);
}

/** A default as the author wrote it: right but for the text of a parameter that is split into a list. */
export function convertDefault(parameter: ParameterDescription, value: Json): Json {
  return parameter.separator !== undefined && typeof value === 'string' ? value.split(parameter.separator) : value;
}

function readText({ type, separator }: ParameterDescription, text: string): Json | undefined {
  switch (type) {
    case 'int': {
      const number = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : NaN;
      return Number.isSafeInteger(number) ? number : undefined;
    }
    case 'float': {
      const number = text.trim() === '' ? NaN : Number(text);
      return Number.isFinite(number) ? number : undefined;
    }
    case 'boolean': {
      const word = text.trim().toLowerCase();
      return truths.has(word) ? true : falsehoods.has(word) ? false : undefined;
    }
    case 'string':
      return separator === undefined ? text : text.split(separator);
    case 'json':
      return parseJson(text);
  }
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function hasType({ type, separator }: ParameterDescription, value: Json): boolean {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return separator !== undefined && Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'json':
      return true;
  }
}

function checkChoices(parameter: ParameterDescription, value: Json, source: string): Json {
  const { choices } = parameter;
  if (!choices) return value;
  const values: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  for (const one of values) if (!choices.includes(one)) throw new ParameterChoiceError(parameter, one, source);
  return value;
}
