import { Option } from 'commander';
import type { ParameterIR } from '@mf/ir';

const keyPrefix = 'parameter:';

/**
 * A parameter of a flow as an option of `mf run`. Values stay text here: the runtime converts them by the parameter's type, the same
 * for a command line, the environment and Airflow.
 */
export function parameterOption(parameter: ParameterIR): Option {
  const facts = [
    parameter.type,
    parameter.choices ? `one of ${parameter.choices.map((choice) => JSON.stringify(choice)).join(', ')}` : '',
    parameter.computedDefault ? 'default: computed when the run starts' : '',
    parameter.default !== undefined ? `default: ${JSON.stringify(parameter.default)}` : '',
    parameter.required && parameter.default === undefined ? 'required' : '',
  ].filter(Boolean);
  const option = new Option(`--${parameter.name} <value>`, `${parameter.help} (${facts.join('; ')})`.trim());
  // A key of its own: commander's camel case would let a parameter `maxWorkers` overwrite `--max-workers`.
  option.attributeName = () => keyPrefix + parameter.name;
  return option.helpGroup('Parameters of the flow:');
}

/** The values given for parameters, by parameter name. */
export function parameterValues(options: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options)
      .filter(([key]) => key.startsWith(keyPrefix))
      .map(([key, value]) => [key.slice(keyPrefix.length), String(value)]),
  );
}
