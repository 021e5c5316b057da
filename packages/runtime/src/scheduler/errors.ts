/** A foreach has more items than a run may have tasks for it. */
export class TooManySplitsError extends Error {
  override readonly name = 'TooManySplitsError';
  readonly code = 'MF5010';
  readonly advice: string;

  constructor(
    step: string,
    readonly splits: number,
    limit: number,
  ) {
    super(`The foreach of step ${step} has ${splits} items, more than the ${limit} that are allowed`);
    this.advice = `Raise the limit with --max-num-splits ${splits}, if so many tasks are meant.`;
  }
}

/** A task's process said that all went well, but its results are not there. */
export class ResultMissingError extends Error {
  override readonly name = 'ResultMissingError';
  readonly code = 'MF5011';
  readonly advice =
    'The step must end by itself: nothing in it may end the process (process.reallyExit, process.abort).';

  constructor(task: string) {
    super(`Task ${task} ended without storing its results`);
  }
}

/** A step may be tried more often than readers look at attempts. */
export class TooManyRetriesError extends Error {
  override readonly name = 'TooManyRetriesError';
  readonly code = 'MF5012';
  readonly advice =
    'Use @retry({ times: 4 }) or less: one of the six attempts that Metaflow knows is kept for a fallback.';

  constructor(step: string, times: number) {
    super(`Step ${step} is to be retried ${times} times, but at most 4 retries are possible`);
  }
}
