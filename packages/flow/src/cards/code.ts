import type { CardComponent } from './card-component';
import type { CodeContent } from './card-content';

/** Source code. Metaflow's `PythonCode`. */
export class Code implements CardComponent {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  render(id: string): CodeContent {
    return { type: 'pythonCode', id, data: this.#source };
  }
}
