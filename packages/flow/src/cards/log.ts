import type { CardComponent } from './card-component';
import type { LogContent } from './card-content';

/** Lines as they are, in a typewriter's letters. */
export class Log implements CardComponent {
  #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Replaces the text. */
  update(text: string): void {
    this.#text = text;
  }

  render(id: string): LogContent {
    return { type: 'log', id, data: this.#text };
  }
}
