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

/** The text without the indentation that all of its lines have; the first line has none when the text begins right after the quote. */
function dedent(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const lines = first.trim() === '' ? rest : [first, ...rest];
  const measured = (first.trim() === '' || rest.length === 0 ? lines : rest).filter((line) => line.trim() !== '');
  const depth = Math.min(...measured.map((line) => line.length - line.trimStart().length));
  if (!Number.isFinite(depth) || depth === 0) return lines.join('\n');
  return lines.map((line) => (line.slice(0, depth).trim() === '' ? line.slice(depth) : line)).join('\n');
}
