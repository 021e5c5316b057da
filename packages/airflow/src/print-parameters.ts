import { type ExactJson, type Json, type ParameterIR, parseExactJson, type Plan, type Position } from '@mf/ir';
import type { Deployment } from './deployment';
import { isHeldByAirflow } from './held-by-airflow';
import {
  type Argument,
  call,
  dict,
  type Expression,
  jsonExpression,
  keyword,
  positional,
  string,
} from './python/expression';

/** JSON Schema's names for the types of a parameter. `object` leads for JSON, because Airflow's form shows the editor of the first. */
const schemaTypes = {
  int: ['integer'],
  float: ['number'],
  // As text it can have any size.
  bigint: ['integer', 'string'],
  file: ['string'],
  string: ['string'],
  boolean: ['boolean'],
  json: ['object', 'array', 'string', 'number', 'boolean', 'null'],
} as const;

/** Types whose values are short and hold nothing that would be rendered. */
const shortTypes: readonly ParameterIR['type'][] = ['int', 'float', 'boolean'];

/** Whether a function of the file passes the values of a run to its first step, in pieces. A template can where all are short. */
export function arePassedInPieces(
  { parameters, events }: Pick<Plan, 'parameters' | 'events'>,
  isContainer: boolean,
): boolean {
  if (parameters.length === 0) return false;
  return isContainer || events.length > 0 || !parameters.every(({ type }) => shortTypes.includes(type));
}

/** The `params` of a DAG: a typed `Param` for each parameter, by its name outside of the code. */
export function paramsExpression(
  { parameters, events }: Pick<Plan, 'parameters' | 'events'>,
  defaults: Deployment['parameterDefaults'],
): Expression {
  return dict(
    parameters.map((parameter) => {
      const isSetByEvent = events.some((event) => Object.hasOwn(event.parameters, parameter.name));
      return [string(parameter.name), paramExpression(parameter, isSetByEvent, defaults)];
    }),
  );
}

/**
 * A parameter without a default is required, so its `Param` has none; one that may be left out, or whose default is null, also
 * takes null. So does a required one that an event may set: Airflow starts no run by itself that leaves out a value, and the run refuses
 * it when the event has none. A float is printed as one (`1.0`), so that Airflow's form shows what the type says.
 */
function paramExpression(
  parameter: ParameterIR,
  isSetByEvent: boolean,
  defaults: Deployment['parameterDefaults'],
): Expression {
  const own = defaultOf(parameter, defaults);
  const value = own === undefined && isSetByEvent ? null : own;
  const numbers = parameter.type === 'float' ? 'float' : 'as written';
  const types: string[] = [...schemaTypes[parameter.type]];
  if (value === null && !types.includes('null')) types.push('null');
  return call('Param', [
    ...(value === undefined ? [] : [positional(jsonExpression(value, numbers))]),
    keyword('type', types.length === 1 ? string(types.join()) : jsonExpression(types)),
    ...choiceArguments(parameter, value, numbers),
    ...(parameter.title === undefined ? [] : [keyword('title', string(parameter.title))]),
    ...(parameter.help === '' ? [] : [keyword('description', string(parameter.help))]),
  ]);
}

/** Which values the form and a trigger take. */
function choiceArguments(
  { choices, separator }: ParameterIR,
  value: ExactJson | undefined,
  numbers: 'float' | 'as written',
): Argument[] {
  if (!choices) return [];
  if (separator !== undefined) return [keyword('pattern', string(listPattern(choices, separator)))];
  const all = new Set(value === null ? [...choices, null] : choices);
  return [keyword('enum', jsonExpression([...all], numbers))];
}

/** What a text has to match so that it lists choices only, or nothing: Airflow sees the text, and not its parts. */
function listPattern(choices: readonly Json[], separator: string): string {
  const one = `(${[...new Set(choices)].map((choice) => literalPattern(String(choice))).join('|')})`;
  return `^(${one}(${literalPattern(separator)}${one})*)?$`;
}

/** Escapes what means something to the regular expressions of both Python and browsers. */
const literalPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Undefined when a value has to be given for each run. */
function defaultOf(parameter: ParameterIR, defaults: Deployment['parameterDefaults']): ExactJson | undefined {
  const { name, type, default: own } = parameter;
  const value = Object.hasOwn(defaults, name) ? defaults[name] : own;
  if (typeof value === 'string' && type === 'json') {
    const json = parseExactJson(value);
    if (!hasFiniteNumbers(json)) throw new FloatNotInJsonError(name, 'has an infinite number', parameter.at);
    if (!isHeldByAirflow(json)) throw new IntegerTooLargeError(name, parameter.at);
    return json;
  }
  if (typeof value === 'string' && type === 'float') {
    const number = Number(value);
    if (!Number.isFinite(number)) throw new FloatNotInJsonError(name, `is ${value}`, parameter.at);
    return number;
  }
  if (typeof value === 'string' && type === 'bigint') return isHeldByAirflow(BigInt(value)) ? BigInt(value) : value;
  if (value !== undefined) return value;
  if (parameter.computedDefault)
    throw new Error(`the computed default of parameter ${parameter.name} was not evaluated`);
  return parameter.required ? undefined : null;
}

function hasFiniteNumbers(value: ExactJson): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(hasFiniteNumbers);
}

/** A default is a float that JSON does not have, and so no value of Airflow's. */
export class FloatNotInJsonError extends Error {
  override readonly name = 'FloatNotInJsonError';
  readonly code = 'MF2123';
  readonly advice =
    'Use a finite number, or null as the default and let the step that reads it decide what null means.';

  constructor(parameter: string, what: string, { file, line, column }: Position) {
    super(
      `${file}:${line}:${column}: the default of parameter ${parameter} ${what}, which Airflow cannot hold: it keeps parameters as JSON`,
    );
  }
}

/** A default holds an integer that Airflow cannot. */
export class IntegerTooLargeError extends Error {
  override readonly name = 'IntegerTooLargeError';
  readonly code = 'MF2122';
  readonly advice =
    "Write the number as text inside of the JSON, or give it a parameter of its own with type: 'bigint'.";

  constructor(parameter: string, { file, line, column }: Position) {
    super(
      `${file}:${line}:${column}: the default of parameter ${parameter} has an integer beyond 64 bits, which Airflow cannot hold`,
    );
  }
}
