import type { CardComponent } from './card-component';
import type { JsonContent } from './card-content';

export interface JsonViewerOptions {
  /** Default `JSON`. */
  readonly title?: string;
  /** Whether a reader can fold it. Default true. */
  readonly collapsible?: boolean;
}

/** Data as JSON, indented. Metaflow's `JSONViewer`. */
export class JsonViewer implements CardComponent {
  #data: unknown;
  readonly #options: JsonViewerOptions;

  /** @param data what `JSON.stringify` takes, or a text of JSON; bigints are shown as texts */
  constructor(data: unknown, options: JsonViewerOptions = {}) {
    this.#data = data;
    this.#options = options;
  }

  /** Replaces the data. */
  update(data: unknown): void {
    this.#data = data;
  }

  render(id: string): JsonContent {
    const { title = 'JSON', collapsible = true } = this.#options;
    return { type: 'jsonViewer', id, json_string: jsonText(this.#data), collapsible, show_copy_button: true, title };
  }
}

/** Metaflow's rules: a text that is JSON is shown as what it says, and data that has no JSON says so in its place. */
function jsonText(data: unknown): string {
  try {
    return indented(typeof data === 'string' ? parsed(data) : data) ?? 'null';
  } catch (error) {
    return indented({ error: `Could not serialize data: ${(error as Error).message}` })!;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function indented(data: unknown): string | undefined {
  const withoutBigints = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
  return JSON.stringify(data, withoutBigints, 2) as string | undefined;
}
