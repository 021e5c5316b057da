import type { DecoratorIR, Json } from '@mf/ir';
import { readCard, readCatch, readEnvironment, readTimeout } from '@mf/ir';

/** A value of `--with` that is no decorator of ours, or has attributes that it does not take. */
export class InvalidWithError extends Error {
  readonly code = 'MF2004';
  readonly advice = `Write it as Metaflow does: --with retry, or --with retry:times=4,minutes_between_retries=1.`;

  constructor(spec: string, why: string) {
    super(`--with ${spec}: ${why}`);
    this.name = 'InvalidWithError';
  }
}

/** A decorator that `--with` can add. */
interface AddableDecorator {
  readonly attributes: readonly string[];
  /** The rules that lint has for it in the source. @throws RangeError */
  readonly check: (decorator: DecoratorIR) => unknown;
}

/** What `--with` can add. */
const decorators: Readonly<Record<string, AddableDecorator>> = {
  retry: { attributes: ['times', 'minutes_between_retries'], check: checkRetry },
  timeout: { attributes: ['seconds', 'minutes', 'hours'], check: readTimeout },
  environment: { attributes: ['vars'], check: readEnvironment },
  catch: { attributes: ['var', 'print_exception'], check: readCatch },
  card: {
    attributes: ['type', 'id', 'options', 'timeout', 'save_errors', 'customize', 'refresh_interval'],
    check: readCard,
  },
};

/**
 * Reads `name` or `name:attribute=value,attribute=value`: Metaflow's form. Values are JSON where they parse as such, else text. Camel
 * case is taken for Metaflow's names.
 *
 * @throws InvalidWithError
 */
export function parseWith(spec: string): DecoratorIR {
  const [name = '', ...rest] = spec.split(':');
  const known = Object.hasOwn(decorators, name) ? decorators[name] : undefined;
  if (known === undefined)
    throw new InvalidWithError(spec, `there is no decorator ${name}; there are: ${Object.keys(decorators).join(', ')}`);
  const attributes: Record<string, Json> = {};
  for (const part of splitAttributes(rest.join(':'))) {
    const [key = '', ...value] = part.split('=');
    const attribute = key.trim().replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (!known.attributes.includes(attribute) || value.length === 0) {
      const taken = known.attributes.map((one) => `${one}=VALUE`).join(', ');
      throw new InvalidWithError(spec, `${name} takes ${taken}, not ${part}`);
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

/** Metaflow: at most 4 retries. */
function checkRetry({ attributes }: DecoratorIR): void {
  const { times = 0, minutes_between_retries: minutes = 0 } = attributes;
  if (!Number.isInteger(times) || (times as number) < 0 || (times as number) > 4) {
    throw new RangeError('times must be a whole number from 0 to 4');
  }
  if (typeof minutes !== 'number' || minutes < 0) {
    throw new RangeError('minutes_between_retries must be a number of at least 0');
  }
}

function parseValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
