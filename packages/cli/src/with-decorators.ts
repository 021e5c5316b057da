import type { DecoratorIR, Json } from '@mf/ir';

/** A value of `--with` that is no decorator of ours, or has attributes that it does not take. */
export class InvalidWithError extends Error {
  readonly code = 'MF2004';
  readonly advice = `Write it as Metaflow does: --with retry, or --with retry:times=4,minutes_between_retries=1.`;

  constructor(spec: string, why: string) {
    super(`--with ${spec}: ${why}`);
    this.name = 'InvalidWithError';
  }
}

/** What `--with` can add, and the attributes that each takes. */
const decorators: Readonly<Record<string, readonly string[]>> = {
  retry: ['times', 'minutes_between_retries'],
};

/**
 * Reads `name` or `name:attribute=value,attribute=value`: Metaflow's form. Values are JSON where they parse as such, else text. Camel
 * case is taken for Metaflow's names.
 *
 * @throws InvalidWithError
 */
export function parseWith(spec: string): DecoratorIR {
  const [name = '', ...rest] = spec.split(':');
  const known = decorators[name];
  if (known === undefined)
    throw new InvalidWithError(spec, `there is no decorator ${name}; there are: ${Object.keys(decorators).join(', ')}`);
  const attributes: Record<string, Json> = {};
  for (const part of rest.join(':').split(',').filter(Boolean)) {
    const [key = '', ...value] = part.split('=');
    const attribute = key.trim().replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (!known.includes(attribute) || value.length === 0) {
      throw new InvalidWithError(spec, `${name} takes ${known.map((one) => `${one}=VALUE`).join(', ')}, not ${part}`);
    }
    attributes[attribute] = parseValue(value.join('='));
    if (name === 'retry') checkRetry(spec, attribute, attributes[attribute]);
  }
  return { name, attributes };
}

/** The rules that lint has for `@retry` in the source (Metaflow: at most 4 retries). */
function checkRetry(spec: string, attribute: string, value: Json): void {
  const most = attribute === 'times' ? 4 : Infinity;
  if (typeof value !== 'number' || value < 0 || value > most || (attribute === 'times' && !Number.isInteger(value))) {
    throw new InvalidWithError(
      spec,
      `${attribute} must be ${attribute === 'times' ? 'a whole number from 0 to 4' : 'a number of at least 0'}`,
    );
  }
}

function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
