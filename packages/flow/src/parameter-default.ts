import type { AttributeValue } from './decorator-record';
import { ParameterDefaultError } from './describe-errors';
import type { ParameterOptions } from './parameter-options';

export type ParameterTypeName = 'int' | 'float' | 'bigint' | 'string' | 'boolean' | 'json' | 'file';

/** Metaflow's rule: the type is that of the default, and text without one. A boxed number (`float(1)`) is a float. */
export function parameterType(options: ParameterOptions): ParameterTypeName {
  if (options.type !== undefined) return options.type;
  const { default: value } = options;
  if (value instanceof Number) return 'float';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'boolean' || typeof value === 'bigint') return typeof value as 'boolean' | 'bigint';
  const isList = 'separator' in options && options.separator !== undefined;
  return typeof value === 'object' && value !== null && !isList ? 'json' : 'string';
}

/**
 * A default, or what a function gave, as JSON: a bigint as its digits, a float that JSON does not have as Python's `float()` reads it, a list
 * as the one text that is split, and as JSON text what JSON cannot tell apart (a float that is whole or infinite, a bigint) inside of a JSON parameter.
 *
 * @throws ParameterDefaultError
 */
export function defaultAsJson(name: string, options: ParameterOptions, value: unknown): AttributeValue {
  if (typeof value === 'bigint') return String(value);
  const type = parameterType(options);
  if (type === 'float' && (typeof value === 'number' || value instanceof Number)) {
    const text = floatText(Number(value));
    if (text !== undefined) return text;
  }
  const separator = 'separator' in options ? options.separator : undefined;
  if (separator !== undefined && Array.isArray(value)) return joined(name, value, separator);
  if (type === 'json' && holds(value, Number.isNaN))
    throw new ParameterDefaultError(name, 'holds NaN, which is not JSON');
  if (type === 'json' && typeof value === 'object' && holds(value, isExact)) return jsonText(value);
  return toJson(name, value);
}

function joined(name: string, items: readonly unknown[], separator: string): string {
  const wrong = items.find((item) => typeof item !== 'string' || item.includes(separator));
  if (wrong === undefined) return items.join(separator);
  throw new ParameterDefaultError(
    name,
    `has the item ${JSON.stringify(wrong)}, which is ${typeof wrong === 'string' ? `split by ${JSON.stringify(separator)}` : 'no text'}`,
  );
}

function toJson(name: string, value: unknown): AttributeValue {
  const text = JSON.stringify(value);
  if (text !== undefined) return JSON.parse(text) as AttributeValue;
  throw new ParameterDefaultError(
    name,
    `is ${typeof value === 'function' ? 'a function' : String(value)}, which is not JSON`,
  );
}

/** A float that JSON cannot hold. */
function floatText(value: number): string | undefined {
  if (Object.is(value, -0)) return '-0.0';
  if (Number.isFinite(value)) return undefined;
  return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
}

function holds(value: unknown, is: (value: unknown) => boolean): boolean {
  if (is(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((item) => holds(item, is));
}

const isExact = (value: unknown): boolean =>
  typeof value === 'bigint' || value instanceof Number || value === Infinity || value === -Infinity;

/** JSON text in which whole floats have a fraction and bigints all their digits, and what is infinite is a number beyond all floats. */
function jsonText(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (value === Infinity || value === -Infinity) return value < 0 ? '-1e999' : '1e999';
  if (value instanceof Number) return Number.isInteger(value.valueOf()) ? value.toFixed(1) : String(value);
  if (Array.isArray(value)) return `[${value.map((item) => jsonText(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== 'function');
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`;
}
