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

/** What commander says of a command line, in the form of our errors. */
export function usageErrorOf(error: CommanderError, argv: readonly string[]): UsageError {
  const [message = '', ...hints] = error.message.replace(/^error: /, '').split('\n');
  const words = argv.slice(0, argv[0] === 'airflow' ? 2 : 1).filter((word) => !word.startsWith('-'));
  // The parameters of a flow are options of `run`, so its help needs the flow.
  const file = words[0] === 'run' && argv[1] !== undefined && !argv[1].startsWith('-') ? [argv[1]] : [];
  return new UsageError(message, [...hints, `See 'mf ${[...words, ...file, '--help'].join(' ')}'.`].join('\n'));
}
