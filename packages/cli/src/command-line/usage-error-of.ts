import type { Command, CommanderError } from 'commander';
import { UsageError } from '../options/usage-error';

/** What commander says of a command line, in the form of our errors. */
export function usageErrorOf(error: CommanderError, argv: readonly string[], program: Command): UsageError {
  const [message = '', ...hints] =
    error.code === 'commander.help'
      ? ['the name of a command is missing']
      : error.message.replace(/^error: /, '').split('\n');
  const words = commandWords(argv, program);
  // The parameters of a flow are options of `run` and `airflow trigger`, so their help needs the flow.
  const next = ['run', 'airflow trigger'].includes(words.join(' ')) ? argv[words.length] : undefined;
  const file = next !== undefined && !next.startsWith('-') ? [next] : [];
  return new UsageError(message, [...hints, `See '${['mf', ...words, ...file, '--help'].join(' ')}'.`].join('\n'));
}

/** The words at the beginning that name a command. */
function commandWords([word, ...rest]: readonly string[], { commands }: Command): string[] {
  const named = commands.find((command) => command.name() === word);
  return named ? [named.name(), ...commandWords(rest, named)] : [];
}
