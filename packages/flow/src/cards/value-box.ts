import type { CardComponent } from './card-component';
import type { ValueBoxContent, ValueBoxTheme } from './card-content';

export interface ValueBoxOptions {
  readonly value: string | number;
  readonly title?: string;
  readonly subtitle?: string;
  /** Default `default`. */
  readonly theme?: ValueBoxTheme;
  /** How the value has changed, in words: `up 15 % from last month`. */
  readonly changeIndicator?: string;
}

/** One number that matters, large. */
export class ValueBox implements CardComponent {
  #options: ValueBoxOptions;

  constructor(options: ValueBoxOptions) {
    this.#options = options;
  }

  /** Replaces what is given; the rest stays. */
  update(options: Partial<ValueBoxOptions>): void {
    this.#options = { ...this.#options, ...options };
  }

  render(id: string): ValueBoxContent {
    const { value, title, subtitle, theme, changeIndicator } = this.#options;
    return {
      type: 'valueBox',
      id,
      value,
      ...(title !== undefined && { title }),
      ...(subtitle !== undefined && { subtitle }),
      ...(theme !== undefined && { theme }),
      ...(changeIndicator !== undefined && { change_indicator: changeIndicator }),
    };
  }
}
