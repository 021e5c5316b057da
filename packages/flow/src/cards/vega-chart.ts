import type { CardComponent } from './card-component';
import type { ChartContent, VegaSpec } from './card-content';

/**
 * A chart, from a specification of Vega-Lite or Vega with its data in it (`data: { values: [...] }`). It becomes a picture when the card is
 * saved: data behind a URL is not loaded, and there is nothing to click.
 */
export class VegaChart implements CardComponent {
  #spec: VegaSpec;

  constructor(spec: VegaSpec) {
    this.#spec = spec;
  }

  /** Replaces the specification. */
  update(spec: VegaSpec): void {
    this.#spec = spec;
  }

  render(id: string): ChartContent {
    return { type: 'vegaChart', id, spec: this.#spec, options: { actions: false } };
  }
}
