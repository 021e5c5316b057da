import type { CardComponent } from './card-component';
import type { ArtifactsContent } from './card-content';
import { valueText, valueType } from './value-text';

/** Any value, with its type; shortened where it is long. */
export class Artifact implements CardComponent {
  #value: unknown;
  readonly #name: string | null;

  constructor(value: unknown, name?: string) {
    this.#value = value;
    this.#name = name ?? null;
  }

  /** Replaces the value. */
  update(value: unknown): void {
    this.#value = value;
  }

  render(id: string): ArtifactsContent {
    return {
      type: 'artifacts',
      id,
      data: [{ name: this.#name, type: valueType(this.#value), data: valueText(this.#value) }],
    };
  }
}
