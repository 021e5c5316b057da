import type { Json } from '@mf/ir';
import { valueText } from './value-text';

/** Characters of a value without a counterpart in JSON that are kept. */
const opaqueSize = 1000;

/**
 * A value that was read from a datastore, as JSON: dicts whose keys are not all text as lists of pairs, sets as lists, times in ISO 8601,
 * bytes in base64; integers too long for JSON, floats that JSON has no notation for, and objects of Python classes as text.
 */
export function jsonValue(value: unknown, parents: readonly unknown[] = []): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Number) return jsonValue(value.valueOf());
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (parents.includes(value)) return '[Circular]';
  const inner = (part: unknown): Json => jsonValue(part, [...parents, value]);
  if (Array.isArray(value) || value instanceof Set || value instanceof Map)
    return Array.from<unknown>(value).map(inner);
  if (typeof value === 'object' && isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inner(part)]));
  }
  return valueText(value, opaqueSize).text;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
