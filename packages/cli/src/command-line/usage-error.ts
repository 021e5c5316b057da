import type { CommanderError } from 'commander';

/** The command line itself is wrong: an unknown command or option, a missing argument, a value that an option does not take. */
export class UsageError extends Error {
  readonly code = 'MF2001';

  constructor(
    message: string,
    readonly advice: string,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Words that are followed by the name of a command. */
const groups = new Set<string | undefined>(['airflow', 'card', 'tag']);

/** What commander says of a command line, in the form of our errors. */
export function usageErrorOf(error: CommanderError, argv: readonly string[]): UsageError {
  const [message = '', ...hints] =
    error.code === 'commander.help'
      ? ['the name of a command is missing']
      : error.message.replace(/^error: /, '').split('\n');
  const words = argv.slice(0, groups.has(argv[0]) ? 2 : 1).filter((word) => !word.startsWith('-'));
  // The parameters of a flow are options of `run` and `airflow trigger`, so their help needs the flow.
  const next = ['run', 'airflow trigger'].includes(words.join(' ')) ? argv[words.length] : undefined;
  const file = next !== undefined && !next.startsWith('-') ? [next] : [];
  return new UsageError(message, [...hints, `See 'mf ${[...words, ...file, '--help'].join(' ')}'.`].join('\n'));
}
