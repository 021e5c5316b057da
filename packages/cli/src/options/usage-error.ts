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
