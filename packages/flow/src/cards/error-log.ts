import type { CardComponent } from './card-component';
import type { LogContent } from './card-content';

/** An error with its stack. Metaflow's `Error`, a name that JavaScript has taken. */
export class ErrorLog implements CardComponent {
  readonly #error: unknown;
  readonly #title: string | undefined;

  constructor(error: unknown, title?: string) {
    this.#error = error;
    this.#title = title;
  }

  render(id: string): LogContent {
    const text = this.#error instanceof Error ? (this.#error.stack ?? String(this.#error)) : String(this.#error);
    return { type: 'log', id, data: this.#title === undefined ? text : `${this.#title}\n\n${text}` };
  }
}
