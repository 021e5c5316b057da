/** How many tasks of a step there are, as far as the run has come. */
export interface StepCount {
  /** For a worker. */
  readonly waiting: number;
  readonly running: number;
  /** Over, well or not. */
  readonly done: number;
  /** Of those that are done: failed for good. */
  readonly failed: number;
  /** Never started, because the run was stopped. */
  readonly dropped: number;
}

/** Told whenever a number has changed: the count of each step that has been reached, in the order of that. */
export type ProgressSink = (counts: ReadonlyMap<string, StepCount>) => void;

const none: StepCount = { waiting: 0, running: 0, done: 0, failed: 0, dropped: 0 };

/** Counts the tasks of each step. */
export class StepCounts {
  readonly #counts = new Map<string, StepCount>();

  constructor(private readonly onChange: ProgressSink) {}

  get all(): ReadonlyMap<string, StepCount> {
    return this.#counts;
  }

  /** Tasks that wait from now on. */
  queued(steps: readonly string[]): void {
    for (const step of steps) this.#add(step, { waiting: 1 });
    if (steps.length > 0) this.onChange(this.#counts);
  }

  /** Those that wait are not run any more. */
  cleared(): void {
    for (const [step, count] of this.#counts)
      this.#counts.set(step, { ...count, waiting: 0, dropped: count.dropped + count.waiting });
    this.onChange(this.#counts);
  }

  started(step: string): void {
    this.#add(step, { waiting: -1, running: 1 });
    this.onChange(this.#counts);
  }

  ended(step: string, isFailed: boolean): void {
    this.#add(step, { running: -1, done: 1, failed: isFailed ? 1 : 0 });
    this.onChange(this.#counts);
  }

  #add(step: string, change: Partial<StepCount>): void {
    const { waiting, running, done, failed, dropped } = this.#counts.get(step) ?? none;
    this.#counts.set(step, {
      waiting: waiting + (change.waiting ?? 0),
      running: running + (change.running ?? 0),
      done: done + (change.done ?? 0),
      failed: failed + (change.failed ?? 0),
      dropped,
    });
  }
}
