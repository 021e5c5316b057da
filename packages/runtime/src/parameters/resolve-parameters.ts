import type { FlowIR, ParameterDescription } from '@mf/ir';
import { type ExactJson, floatText, formatExactJson, parseExactJson } from '@mf/ir/exact-json';
import type { EventValue } from './event-values';
import { convertDefault, convertJson, convertText, type ParameterValue } from './convert-value';
import { InvalidParametersVariableError, MissingParameterError, UnknownParameterError } from './errors';

/** Values of a flow's parameters, by the parameter's name outside of the code. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** The variable, or variables, in which a scheduler passes the JSON object of all parameters to the first step. */
export const passedParametersVariable = 'METAFLOW_PARAMETERS';

/** Name of the environment variable that counts as a parameter's option (Metaflow's rule). */
export function parameterVariable(name: string): string {
  return `METAFLOW_RUN_${name.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * The values of a run's parameters that are known without running the author's code: those given on the command line, else in
 * the environment, else by default. Deploy-time parameters without a given value are left out.
 *
 * @param given texts from the command line, by parameter name
 * @throws UnknownParameterError, MissingParameterError, InvalidParameterValueError, ParameterChoiceError
 */
export function resolveParameters(
  flow: FlowIR,
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): ParameterValues {
  const known = flow.parameters.map(({ name }) => name);
  for (const name of Object.keys(given))
    if (!known.includes(name)) throw new UnknownParameterError(flow.name, name, known);
  return Object.fromEntries(
    flow.parameters.flatMap((parameter): [string, ParameterValue][] => {
      const value = resolveOne(parameter, given[parameter.name], env[parameterVariable(parameter.name)]);
      return value === undefined ? [] : [[parameter.name, value]];
    }),
  );
}

/**
 * The values that a scheduler passes in METAFLOW_PARAMETERS, checked and complete but for deploy-time parameters that it left
 * out.
 *
 * @param text the variable's value; undefined when it is not set
 * @param events what the events that started the run set: they win
 * @throws InvalidParametersVariableError, and what resolveParameters throws
 */
export function readParametersVariable(
  flow: FlowIR,
  text: string | undefined,
  events: Readonly<Record<string, EventValue>> = {},
): ParameterValues {
  const given = parseObject(text ?? '{}');
  const known = flow.parameters.map(({ name }) => name);
  for (const name of Object.keys(given))
    if (!known.includes(name)) throw new UnknownParameterError(flow.name, name, known);
  return Object.fromEntries(
    flow.parameters.flatMap((parameter): [string, ParameterValue][] => {
      const event = events[parameter.name];
      const { value: json, source } =
        event?.value === undefined
          ? { value: given[parameter.name], source: passedParametersVariable }
          : { value: event.value, source: event.source };
      // A scheduler has to give something for what only an event can say.
      const isMissing = json === undefined || (json === null && parameter.required && parameter.type !== 'json');
      const value = isMissing ? defaultOf(parameter, event?.source) : convertJson(parameter, json, source);
      return value === undefined ? [] : [[parameter.name, value]];
    }),
  );
}

/** The text of METAFLOW_PARAMETERS that `readParametersVariable` reads as these values. */
export function formatParameters(values: ParameterValues): string {
  const passed = Object.entries(values).map(([name, value]) => {
    const text = typeof value === 'number' ? floatText(value) : undefined;
    return [name, text ?? value] as const;
  });
  return formatExactJson(Object.fromEntries(passed));
}

function resolveOne(
  parameter: ParameterDescription,
  argument: string | undefined,
  variable: string | undefined,
): ParameterValue | undefined {
  if (argument !== undefined) return convertText(parameter, argument, `--${parameter.name}`);
  if (variable !== undefined) return convertText(parameter, variable, parameterVariable(parameter.name));
  return defaultOf(parameter);
}

/**
 * Undefined for a default that is computed. Without any default the value is null, as in Metaflow.
 *
 * @param field of the event that started the run, which should have brought the value
 */
function defaultOf(parameter: ParameterDescription, field?: string): ParameterValue | undefined {
  if (parameter.computedDefault) return undefined;
  if (parameter.required)
    throw new MissingParameterError(
      parameter,
      field === undefined ? { variable: parameterVariable(parameter.name) } : { field },
    );
  return parameter.default === undefined ? null : convertDefault(parameter, parameter.default);
}

function parseObject(text: string): Readonly<Record<string, ExactJson>> {
  let value: ExactJson;
  try {
    value = parseExactJson(text);
  } catch (error) {
    throw new InvalidParametersVariableError(`is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidParametersVariableError('is not a JSON object');
  return value as Readonly<Record<string, ExactJson>>;
}
