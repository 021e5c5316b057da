import type { CardComponent } from './card-component';
import type { MarkdownContent } from './card-content';

/** Text in Markdown (CommonMark, with tables). HTML in it is shown as text. */
export class Markdown implements CardComponent {
  #text: string;

  /** @param text its common indentation is removed, so that a template literal may be indented like the code around it */
  constructor(text: string) {
    this.#text = dedent(text);
  }

  /** Replaces the text. */
  update(text: string): void {
    this.#text = dedent(text);
  }

  render(id: string): MarkdownContent {
    return { type: 'markdown', id, source: this.#text };
  }
}

/** The text without the indentation that all of its lines have, and without a first line that is empty. */
function dedent(text: string): string {
  const lines = text.replace(/^[ \t]*\n/, '').split('\n');
  const indentations = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = indentations.length === 0 ? 0 : Math.min(...indentations);
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(depth))).join('\n');
}
