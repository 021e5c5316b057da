import { type Command, Option } from 'commander';
import { isReservedParameterName, type Json, type ParameterIR } from '@mf/ir';

const keyPrefix = 'parameter:';

/**
 * A parameter of a flow as an option of `mf run`. Values stay text here: the runtime converts them by the parameter's type, the same
 * for a command line, the environment and Airflow.
 */
export function parameterOption(parameter: ParameterIR): Option {
  const option = new Option(`--${parameter.name} <value>`, describe(parameter));
  // For the help alone: commander takes some texts for its own syntax, e.g. `...`.
  option.flags = `--${parameter.name} <${valueWord(parameter)}>`;
  // A key of its own: commander's camel case would let a parameter `maxWorkers` overwrite `--max-workers`.
  option.attributeName = () => keyPrefix + parameter.name;
  return option.helpGroup('Parameters of the flow:');
}

/** The parameters of a flow as options of a command, but for those whose name is an option already. */
export function addParameterOptions(command: Command, parameters: readonly ParameterIR[]): void {
  for (const parameter of parameters) {
    const isTaken = command.options.some(({ long }) => long === `--${parameter.name}`);
    if (!isTaken && !isReservedParameterName(parameter.name)) command.addOption(parameterOption(parameter));
  }
}

const valueWords: Readonly<Record<ParameterIR['type'], string>> = {
  int: 'int',
  float: 'float',
  bigint: 'int',
  string: 'text',
  boolean: 'true|false',
  json: 'json',
  file: 'path',
};

/** What stands for the value in the help: `int`, `true|false`, `small|large`, `text,text...`. */
function valueWord({ type, separator, choices }: ParameterIR): string {
  const one = choices ? choices.map(asTyped).join('|') : valueWords[type];
  return separator === undefined ? one : `${one}${separator}${one}...`;
}

function describe(parameter: ParameterIR): string {
  const { help, default: value, computedDefault, required } = parameter;
  const facts = [
    computedDefault ? 'default: computed when the run starts, on Airflow when the flow is deployed' : '',
    value !== undefined && value !== null ? `default: ${value === '' ? 'empty' : asTyped(value)}` : '',
    required ? 'required' : '',
  ].filter(Boolean);
  return [help, facts.length > 0 ? `(${facts.join('; ')})` : ''].filter(Boolean).join(' ');
}

/** A value as one would type it. */
function asTyped(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The values given for parameters, by parameter name. */
export function parameterValues(options: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options)
      .filter(([key]) => key.startsWith(keyPrefix))
      .map(([key, value]) => [key.slice(keyPrefix.length), String(value)]),
  );
}
