import type { ProgressSink, StepCount } from '@mf/runtime';
import type { StepProgress } from './progress-text';
import { isAtRest, totalOf } from './progress-text';

/** Keeps account of the steps of a run that have many tasks: they are shown by numbers, and not by two lines for each task. */
export class WideSteps {
  readonly #startedAt = new Map<string, number>();
  readonly #restedAt = new Map<string, number>();
  #counts: ReadonlyMap<string, StepCount> = new Map();

  /** @param most tasks that a step may have without being wide */
  constructor(
    private readonly most = 20,
    private readonly now: () => number = Date.now,
  ) {}

  readonly update: ProgressSink = (counts) => {
    this.#counts = counts;
    for (const [step, count] of counts) {
      if (count.running > 0 && !this.#startedAt.has(step)) this.#startedAt.set(step, this.now());
      if (!isAtRest(count)) this.#restedAt.delete(step);
      else if (!this.#restedAt.has(step)) this.#restedAt.set(step, this.now());
    }
  };

  has(step: string | undefined): boolean {
    const count = step === undefined ? undefined : this.#counts.get(step);
    return count !== undefined && totalOf(count) > this.most;
  }

  /** In the order in which they were reached. */
  all(): StepProgress[] {
    return [...this.#counts].flatMap(([step, count]) => {
      const startedAt = this.#startedAt.get(step);
      if (startedAt === undefined || !this.has(step)) return [];
      return { step, count, elapsed: (this.#restedAt.get(step) ?? this.now()) - startedAt };
    });
  }
}
