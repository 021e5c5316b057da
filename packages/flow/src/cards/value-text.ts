import { inspect } from 'node:util';

/** Characters of a value that a card shows. */
const mostCharacters = 2000;

/** A value as a person reads it, in at most 2000 characters. */
export function valueText(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value.slice(0, mostCharacters + 1)
      : inspect(value, { depth: 4, maxArrayLength: 50, maxStringLength: 500, breakLength: 80, sorted: false });
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

/** What kind of value it is, as a TypeScript author would say. */
export function valueType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (typeof value !== 'object') return typeof value;
  return value.constructor?.name ?? 'object';
}
