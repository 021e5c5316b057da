import type { CardComponent } from './card-component';
import type { ProgressContent } from './card-content';

export interface ProgressBarOptions {
  /** The value at which all is done. Default 100. */
  readonly max?: number;
  /** Where it starts. Default 0. */
  readonly value?: number;
  readonly label?: string;
  /** Stands behind the numbers: `%`, `films`. */
  readonly unit?: string;
  /** Further text, e.g. `0.1 items/s`. */
  readonly metadata?: string;
}

/** How far something is: `bar.update(3)` and `current.card.refresh()` show it while the step runs. */
export class ProgressBar implements CardComponent {
  readonly #options: ProgressBarOptions;
  #value: number;
  #metadata: string | undefined;

  constructor(options: ProgressBarOptions = {}) {
    this.#options = options;
    this.#value = options.value ?? 0;
    this.#metadata = options.metadata;
  }

  update(value: number, metadata = this.#metadata): void {
    this.#value = value;
    this.#metadata = metadata;
  }

  render(id: string): ProgressContent {
    const { max = 100, label, unit } = this.#options;
    const details = this.#metadata;
    return {
      type: 'progressBar',
      id,
      max,
      value: this.#value,
      ...(label !== undefined && { label }),
      ...(unit !== undefined && { unit }),
      ...(details !== undefined && { details }),
    };
  }
}
