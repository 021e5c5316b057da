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
 * A default, or what a function gave, as JSON: a bigint as its digits, a list as the one text that is split, and as JSON text what
 * JSON cannot tell apart (a float that is whole, a bigint) inside of a JSON parameter.
 *
 * @throws ParameterDefaultError
 */
export function defaultAsJson(name: string, options: ParameterOptions, value: unknown): AttributeValue {
  if (typeof value === 'bigint') return String(value);
  const separator = 'separator' in options ? options.separator : undefined;
  if (separator !== undefined && Array.isArray(value)) return joined(name, value, separator);
  if (parameterType(options) === 'json' && typeof value === 'object' && hasExactNumber(value)) return jsonText(value);
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

function hasExactNumber(value: unknown): boolean {
  if (typeof value === 'bigint' || value instanceof Number) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasExactNumber);
}

/** JSON text in which whole floats have a fraction and bigints all their digits. */
function jsonText(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Number) return Number.isInteger(value.valueOf()) ? value.toFixed(1) : String(value);
  if (Array.isArray(value)) return `[${value.map((item) => jsonText(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== 'function');
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`;
}
