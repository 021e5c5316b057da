import type { DecoratorIR, Json } from '@mf/ir';
import { addableDecorators, closestName, didYouMean } from '@mf/ir';

/** A value of `--with` that is no decorator of ours, or has attributes that it does not take. */
export class InvalidWithError extends Error {
  readonly code = 'MF2004';
  readonly advice = `Write it as Metaflow does: --with retry, or --with retry:times=4,minutes_between_retries=1.`;

  constructor(spec: string, why: string) {
    super(`--with ${spec}: ${why}`);
    this.name = 'InvalidWithError';
  }
}

/**
 * Reads `name` or `name:attribute=value,attribute=value`: Metaflow's form. Values are JSON where they parse as such, else text. Camel
 * case is taken for Metaflow's names.
 *
 * @throws InvalidWithError
 */
export function parseWith(spec: string): DecoratorIR {
  const [name = '', ...rest] = spec.split(':');
  const known = Object.hasOwn(addableDecorators, name) ? addableDecorators[name] : undefined;
  if (known === undefined) {
    const names = Object.keys(addableDecorators);
    throw new InvalidWithError(
      spec,
      `there is no decorator ${name};${meant(name, names)} there are: ${names.join(', ')}`,
    );
  }
  const attributes: Record<string, Json> = {};
  for (const part of splitAttributes(rest.join(':'))) {
    const [key = '', ...value] = part.split('=');
    const attribute = key.trim().replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (!known.attributes.includes(attribute) || value.length === 0) {
      const taken = known.attributes.map((one) => `${one}=VALUE`).join(', ');
      throw new InvalidWithError(spec, `${name} takes ${taken}, not ${part}.${meant(attribute, known.attributes)}`);
    }
    attributes[attribute] = parseValue(value.join('='));
  }
  const decorator = { name, attributes };
  try {
    known.check(decorator);
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidWithError(spec, error.message);
    throw error;
  }
  return decorator;
}

/** Metaflow's rule: a comma ends a value only where `name=` follows. Within JSON it ends none, whatever follows. */
function splitAttributes(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(/,(?=[\s\w]+=)/).filter(Boolean)) {
    const last = parts.at(-1);
    if (last !== undefined && isCutJson(last.slice(last.indexOf('=') + 1))) parts[parts.length - 1] = `${last},${part}`;
    else parts.push(part);
  }
  return parts;
}

/** Begins like JSON that has commas, but is none as far as it goes. */
function isCutJson(value: string): boolean {
  return /^\s*[[{"]/.test(value) && typeof parseValue(value) === 'string' && !/^\s*".*"\s*$/s.test(value);
}

/** What was meant, where it was misspelt. */
function meant(name: string, names: readonly string[]): string {
  const closest = closestName(name, names);
  return didYouMean(closest === name ? undefined : closest);
}

/** JSON, with its quotes escaped or not, a number, or a text. */
function parseValue(value: string): Json {
  const text = value.trim();
  try {
    return JSON.parse(text.replaceAll('\\"', '"')) as Json;
  } catch {
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
  }
}
