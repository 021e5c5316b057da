/** How an attempt ended. */
export interface AttemptEnd {
  readonly isGood: boolean;
  /** What is wrong besides what the task has recorded. */
  readonly error?: Error;
  /** Whether another attempt would end the same way. */
  readonly isFinal?: boolean;
}

/** An attempt that runs. */
export interface RunningAttempt {
  /** What it is known by where it runs, for the lines about it. */
  readonly place: { readonly pid?: number; readonly pod?: string };
  /** Whether it was told to stop. */
  readonly isKilled: boolean;
  /** Tells it to stop; what it says about it is recorded as killed. */
  kill(signal: NodeJS.Signals): void;
  /**
   * Resolves when it is over and its logs and end are stored.
   * @throws ProcessStartError, and what the storage throws
   */
  readonly ended: Promise<AttemptEnd>;
}

/** The line that an attempt begins with. */
export function startText(attempt: number, isFallback: boolean): string {
  if (isFallback) return 'Task fallback is starting to handle the failure.';
  return attempt === 0 ? 'Task is starting.' : 'Task is starting (retry).';
}
