/** HTML that is safe to put into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text is escaped, HTML is not, lists are joined, and nothing is left out. */
export type Part = Html | string | number | readonly Part[] | null | undefined | false;

/**
 * Makes HTML from a template: whatever is put in that is not HTML already is shown as the text that it is. Line breaks of the template
 * itself, and the indentation after them, become one space.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    strings
      .map((text, index) => text.replace(/\n\s*/g, ' ') + (index < parts.length ? partText(parts[index]) : ''))
      .join(''),
  );
}

function partText(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(partText).join('');
  return escapeHtml(String(part as string | number));
}

/** Text as HTML, in an element or between quotes. Characters that HTML cannot have are replaced. */
function escapeHtml(text: string): string {
  return text
    .replace(/[\0\x01-\x08\x0b\x0c\x0e-\x1f]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
