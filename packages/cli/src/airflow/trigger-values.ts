import { isHeldByAirflow } from '@mf/airflow';
import type { ExactJson, FlowIR, ParameterIR } from '@mf/ir';
import { parameterVariable, resolveParameters } from '@mf/runtime';
import { UsageError } from '../options/usage-error';

/** The value of a parameter cannot be passed to Airflow. */
export class ValueNotForAirflowError extends Error {
  override readonly name = 'ValueNotForAirflowError';
  readonly code = 'MF2707';
  readonly advice =
    'Airflow passes values as JSON, with numbers that are finite and integers of 64 bits. Give another one, or write the number as text.';

  constructor(parameter: string, text: string) {
    super(`The value of parameter ${parameter} cannot be passed to Airflow: ${text}`);
  }
}

/**
 * What a run is triggered with, from texts of a command line, else of the environment: checked as for a run on this machine. Parameters that are not given are
 * left out, so that they have the defaults that the flow was deployed with.
 *
 * @throws UnknownParameterError, MissingParameterError, InvalidParameterValueError, ParameterChoiceError, ValueNotForAirflowError
 */
export function triggerValues(ir: FlowIR, given: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): ExactJson {
  const values = resolveParameters(ir, given, env);
  return Object.fromEntries(
    ir.parameters.flatMap((parameter) => {
      const text = given[parameter.name] ?? env[parameterVariable(parameter.name)];
      return text === undefined ? [] : [[parameter.name, passed(parameter, text, values[parameter.name])]];
    }),
  );
}

/** Text where the DAG takes it: of a large integer, a list, a path. */
function passed({ name, type }: ParameterIR, text: string, value: unknown): ExactJson {
  if (type === 'string' || type === 'file' || type === 'bigint') return text;
  const json = value as ExactJson;
  if (!isHeldByAirflow(json)) throw new ValueNotForAirflowError(name, text);
  return json;
}

/** `NAME=VALUE` of each `--param`, by name. @throws UsageError */
export function namedValues(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at < 1) throw new UsageError(`'--param ${word}' has no value`, 'Write --param NAME=VALUE.');
      return [word.slice(0, at), word.slice(at + 1)];
    }),
  );
}
