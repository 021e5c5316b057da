import { type Command, InvalidArgumentError, type Option } from 'commander';
import { UsageError } from './usage-error';

/** Options of `run` and `resume` that a variable can give, by their names in `options`, and what the variable calls them: Metaflow's names. */
const variableNames: Readonly<Record<string, string>> = {
  maxWorkers: 'MAX_WORKERS',
  maxNumSplits: 'MAX_NUM_SPLITS',
  maxLogSize: 'MAX_LOG_SIZE',
  isolation: 'ISOLATION',
  tag: 'TAGS',
  namespace: 'USER_NAMESPACE',
  runIdFile: 'RUN_ID_FILE',
};

/**
 * Lets METAFLOW_<COMMAND>_<OPTION> count as an option of a command that is not given, as in Metaflow. Of one that may be repeated
 * it holds all values with white space between them. Commander's own `env()` knows the environment of the process only.
 *
 * @throws UsageError when the command is called, for a value that the option does not take
 */
export function takeOptionVariables(command: Command, env: NodeJS.ProcessEnv): void {
  command.hook('preAction', () => {
    for (const option of command.options) {
      const name = option.attributeName();
      const variable = `METAFLOW_${command.name().toUpperCase()}_${variableNames[name]}`;
      const text = env[variable];
      if (!Object.hasOwn(variableNames, name) || text === undefined) continue;
      if (command.getOptionValueSource(name) === 'cli') continue;
      command.setOptionValueWithSource(name, valueOf(option, variable, text), 'env');
    }
  });
}

function valueOf(option: Option, variable: string, text: string): unknown {
  if (Array.isArray(option.defaultValue)) return text.split(/\s+/).filter(Boolean);
  try {
    return option.parseArg ? option.parseArg(text, undefined) : text;
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UsageError(`${variable} is '${text}', which ${option.long} does not take`, error.message);
  }
}
