import { parse, stringify } from 'lossless-json';

/** A whole number that is a float to Python: a `Number` object. */
export type WholeFloat = InstanceType<typeof Number>;

/**
 * JSON whose numbers are as exact as Python reads them: an integer beyond 2^53 is a bigint, and a whole number that is written as
 * a float (`2.0`, `1e3`) is a boxed one, which the pickle codec writes as a Python float.
 */
export type ExactJson =
  null | boolean | number | bigint | string | WholeFloat | readonly ExactJson[] | { readonly [key: string]: ExactJson };

/**
 * Reads JSON text. Of a key that occurs twice the last value counts, as everywhere.
 *
 * @throws SyntaxError whose message ends with `at position N`, from 0
 */
export function parseExactJson(text: string): ExactJson {
  return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue }) as ExactJson;
}

/** The shortest JSON text that `parseExactJson` and Python read as the same value; of a NaN, which JSON has not, null. Keys keep their order. */
export function formatExactJson(value: ExactJson): string {
  const numbers = [
    { test: isWholeFloat, stringify: (float: unknown) => formatWholeFloat(Number(float)) },
    // Beyond all floats: read as infinite.
    { test: isInfinite, stringify: (float: unknown) => (Number(float) < 0 ? '-1e999' : '1e999') },
  ];
  return stringify(value, undefined, undefined, numbers) ?? 'null';
}

/** A float as Python's `float()` reads it, where JSON has no number for it. */
export function floatText(value: number): 'inf' | '-inf' | 'nan' | undefined {
  if (Number.isFinite(value)) return undefined;
  return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
}

/** The same value for code that wants plain numbers: `2.0` is 2. What has no float inside is the very same object. */
export function withPlainNumbers(value: ExactJson): ExactJson {
  if (value instanceof Number) return value.valueOf();
  if (!isContainer(value)) return value;
  const entries = Object.entries(value as { readonly [key: string]: ExactJson });
  const plain = entries.map(([key, item]) => [key, withPlainNumbers(item)] as const);
  if (plain.every(([, item], index) => item === entries[index]?.[1])) return value;
  return Array.isArray(value) ? plain.map(([, item]) => item) : Object.fromEntries(plain);
}

function isContainer(value: ExactJson): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** Python's rule: digits alone are an int, a fraction or an exponent makes a float. */
function parseNumber(text: string): number | bigint | WholeFloat {
  const number = Number(text);
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(number) ? number + 0 : BigInt(text);
  return isWhole(number) ? new Number(number) : number;
}

function isWholeFloat(value: unknown): boolean {
  return value instanceof Number || Object.is(value, -0) || (isWhole(value) && !Number.isSafeInteger(value));
}

function isInfinite(value: unknown): boolean {
  return value === Infinity || value === -Infinity;
}

function isWhole(value: unknown): boolean {
  return Number.isInteger(value);
}

function formatWholeFloat(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
