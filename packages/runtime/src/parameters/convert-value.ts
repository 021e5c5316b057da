import type { ParameterDescription } from '@mf/ir';
import { type ExactJson, parseExactJson, type WholeFloat } from '@mf/ir/exact-json';
import { InvalidParameterValueError, ParameterChoiceError } from './errors';

/**
 * The value of a parameter as the run stores it: a float that is whole is a `Number` object, so that Python sees `1.0`; a file is the
 * path of one that has still to be read, or the descriptor of one that has been stored.
 */
export type ParameterValue = ExactJson;

// The words that Metaflow's command line (click) knows.
const truths = new Set(['true', 't', 'yes', 'y', 'on', '1']);
const falsehoods = new Set(['false', 'f', 'no', 'n', 'off', '0']);

/**
 * The value of a parameter from text: a command line argument or an environment variable.
 *
 * @param source where the text comes from, for the error: `--alpha`, `METAFLOW_RUN_ALPHA`
 * @throws InvalidParameterValueError, ParameterChoiceError
 */
export function convertText(parameter: ParameterDescription, text: string, source: string): ParameterValue {
  const value = readText(parameter, text);
  if (value === undefined) throw new InvalidParameterValueError(parameter, text, source);
  return checkChoices(parameter, value, source);
}

/**
 * The value of a parameter from JSON, as a scheduler passes it or the author's code gives it. Text is read as on a command line where
 * another type is expected: a trigger form or a command line may know nothing else.
 *
 * @throws InvalidParameterValueError, ParameterChoiceError
 */
export function convertJson(parameter: ParameterDescription, value: ExactJson, source: string): ParameterValue {
  if (typeof value === 'string' && parameter.type !== 'json') return convertText(parameter, value, source);
  if (value === null && !parameter.required) return null;
  const typed = ofType(parameter, value);
  if (typed === undefined) throw new InvalidParameterValueError(parameter, value, source);
  return checkChoices(parameter, typed, source);
}

/**
 * A default, as the author wrote it or as its function gave it. Unlike what a scheduler passes, a text of a JSON parameter is JSON text
 * (Metaflow's rule).
 *
 * @throws InvalidParameterValueError, ParameterChoiceError
 */
export function convertDefault(parameter: ParameterDescription, value: ExactJson): ParameterValue {
  const source = 'its default';
  return typeof value === 'string' ? convertText(parameter, value, source) : convertJson(parameter, value, source);
}

/** Undefined for text that is not of the type. Numbers are read as Python's `int()` and `float()` read them. */
function readText({ type, separator }: ParameterDescription, text: string): ParameterValue | undefined {
  switch (type) {
    case 'int': {
      const number = readInteger(text);
      return number !== undefined && isSafe(number) ? Number(number) : undefined;
    }
    case 'bigint':
      return readInteger(text);
    case 'float':
      return readFloat(text);
    case 'boolean': {
      const word = text.trim().toLowerCase();
      return truths.has(word) ? true : falsehoods.has(word) ? false : undefined;
    }
    case 'string':
      if (separator === undefined) return text;
      return text === '' ? [] : text.split(separator);
    case 'json':
      return readJson(text);
    case 'file':
      // Metaflow's rule: what begins like this describes a file that is stored already.
      return text.startsWith('{') ? fileDescriptor(readJson(text)) : text === '' ? undefined : text;
  }
}

function readInteger(text: string): bigint | undefined {
  const digits = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/.exec(text);
  if (!digits) return undefined;
  const size = BigInt(digits[2]!.replaceAll('_', ''));
  return digits[1] === '-' ? -size : size;
}

const isSafe = (value: bigint): boolean => Number.isSafeInteger(Number(value));

function readFloat(text: string): ParameterValue | undefined {
  const word = text.trim().toLowerCase();
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/.exec(word);
  if (special) return special[2] === undefined ? NaN : special[1] === '-' ? -Infinity : Infinity;
  if (!/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/.test(word)) return undefined;
  return float(Number(word.replaceAll('_', '')));
}

function readJson(text: string): ExactJson | undefined {
  try {
    return parseExactJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const float = (value: number): number | WholeFloat => (Number.isInteger(value) ? new Number(value) : value);

/** The value as one of the type; undefined when it is none. */
function ofType({ type, separator }: ParameterDescription, value: ExactJson): ParameterValue | undefined {
  const number = value instanceof Number ? value.valueOf() : value;
  switch (type) {
    case 'int':
      return Number.isSafeInteger(number) ? (number as number) + 0 : undefined;
    case 'bigint':
      if (typeof value === 'bigint') return value;
      return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined;
    case 'float':
      return typeof number === 'number' || typeof number === 'bigint' ? float(Number(number)) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'string':
      return separator !== undefined && isTexts(value) ? value : undefined;
    case 'json':
      return value;
    case 'file':
      return fileDescriptor(value);
  }
}

function fileDescriptor(value: ExactJson | undefined): ParameterValue | undefined {
  return typeof value === 'object' && value !== null && 'url' in value ? value : undefined;
}

const isTexts = (value: ExactJson): boolean =>
  Array.isArray(value) && value.every((item: ExactJson) => typeof item === 'string');

function checkChoices(parameter: ParameterDescription, value: ParameterValue, source: string): ParameterValue {
  const { choices } = parameter;
  if (!choices) return value;
  const values: readonly ExactJson[] = Array.isArray(value) ? (value as readonly ExactJson[]) : [value];
  for (const one of values) {
    const plain = one instanceof Number ? one.valueOf() : one;
    if (!choices.some((choice) => choice === plain)) throw new ParameterChoiceError(parameter, one, source);
  }
  return value;
}
