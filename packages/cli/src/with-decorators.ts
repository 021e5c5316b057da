import type { DecoratorIR, Json } from '@mf/ir';
import { addableDecorators, closestName } from '@mf/ir';

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

/** Metaflow's rule: a comma ends a value only where `name=` follows, so that JSON may have commas. */
function splitAttributes(text: string): string[] {
  return text.split(/,(?=[\s\w]+=)/).filter(Boolean);
}

/** ` Did you mean x?`, or nothing. */
function meant(name: string, names: readonly string[]): string {
  const closest = closestName(name, names);
  return closest === undefined || closest === name ? '' : ` Did you mean ${closest}?`;
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
