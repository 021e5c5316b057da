/**
 * The elements of a text array as PostgreSQL writes one: `{a,"b c"}`. So the service gives back a list of texts.
 * Undefined for any other text.
 */
export function parseArrayText(text: string): string[] | undefined {
  if (!/^\{.*\}$/s.test(text)) return undefined;
  const elements: string[] = [];
  const element = /\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}]+))(,|$)/sy;
  const inner = text.slice(1, -1);
  while (element.lastIndex < inner.length) {
    const match = element.exec(inner);
    if (!match) return undefined;
    elements.push((match[1] ?? match[2] ?? '').replace(/\\(.)/gs, '$1'));
  }
  return elements;
}
