/** Something that only a running task knows was asked for outside of one. */
export class NotInTaskError extends Error {
  override readonly name = 'NotInTaskError';
  readonly code = 'MF5105';
  readonly advice = 'Use it inside a step that runs in a flow; current.isRunningFlow tells whether one does.';

  constructor(what: string) {
    super(`${what} is known only while a flow runs`);
  }
}
