import type { Json } from '../json';

/** Says what an attribute must be when a value is not that; undefined when it is. Never asked about null, which is "not given". */
export type AttributeCheck = (value: Json) => string | undefined;

const rule =
  (expected: string, holds: (value: Json) => boolean): AttributeCheck =>
  (value) =>
    holds(value) ? undefined : expected;

/** The number that a value says: `2`, `"2"` and `"2.0"` are the same to Metaflow. */
export function numberOf(value: Json | undefined): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : NaN;
}

export const amount = (unit: string): AttributeCheck =>
  rule(`a number of ${unit} above 0, without a unit of its own`, (value) => numberOf(value) > 0);
export const wholeNumber = (least: number, most = Infinity): AttributeCheck =>
  rule(
    most === Infinity ? `a whole number of at least ${least}` : `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(numberOf(value)) && numberOf(value) >= least && numberOf(value) <= most,
  );
export const truth = rule('true or false', (value) => typeof value === 'boolean');
export const text = rule('a text that is not empty', (value) => typeof value === 'string' && value !== '');
export const matching = (expected: string, pattern: RegExp): AttributeCheck =>
  rule(expected, (value) => typeof value === 'string' && pattern.test(value));
export const oneOf = (...names: string[]): AttributeCheck =>
  rule(
    `one of ${names.join(', ')}`,
    (value) => typeof value === 'string' && names.some((name) => name.toLowerCase() === value.toLowerCase()),
  );

/** One or the other; says what the first would have said. */
export const either =
  (first: AttributeCheck, second: AttributeCheck): AttributeCheck =>
  (value) => {
    const reason = first(value);
    return reason === undefined || second(value) === undefined ? undefined : reason;
  };

export const listOf =
  (item: AttributeCheck): AttributeCheck =>
  (value) => {
    if (!Array.isArray(value)) return 'a list';
    const reasons = (value as readonly Json[]).map((one) => item(one));
    const wrong = reasons.findIndex((reason) => reason !== undefined);
    return wrong < 0 ? undefined : `a list, and its item ${JSON.stringify(value[wrong])} must be ${reasons[wrong]}`;
  };

/** An object with any keys of a kind. */
export const objectOf =
  (key: AttributeCheck, item: AttributeCheck): AttributeCheck =>
  (value) => {
    if (!isObject(value)) return 'an object';
    for (const [name, one] of Object.entries(value)) {
      const reason = key(name);
      if (reason !== undefined) return `an object, and its key ${JSON.stringify(name)} must be ${reason}`;
      const wrong = item(one);
      if (wrong !== undefined) return `an object, and its ${JSON.stringify(name)} must be ${wrong}`;
    }
    return undefined;
  };

/** An object with these keys and no other. */
export const shape =
  (keys: Readonly<Record<string, AttributeCheck>>): AttributeCheck =>
  (value) => {
    if (!isObject(value)) return `an object with ${Object.keys(keys).join(', ')}`;
    for (const [name, one] of Object.entries(value)) {
      const check = Object.hasOwn(keys, name) ? keys[name] : undefined;
      if (!check) return `an object with no other keys than ${Object.keys(keys).join(', ')}, not ${name}`;
      const reason = one === null ? undefined : check(one);
      if (reason !== undefined) return `an object, and its ${name} must be ${reason}`;
    }
    return undefined;
  };

/** Both: the second is only asked when the first has nothing to say. */
export const also =
  (first: AttributeCheck, second: AttributeCheck): AttributeCheck =>
  (value) =>
    first(value) ?? second(value);

export function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
