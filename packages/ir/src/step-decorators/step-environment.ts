import type { DecoratorIR } from '../flow-ir';
import { decoratorOf } from './decorator-of';

/**
 * The variables that `@environment` gives to a step's process, by itself or by `--with`.
 *
 * @throws RangeError when one cannot be a variable: lint has to come first.
 */
export function stepEnvironment(
  own: readonly DecoratorIR[],
  added: readonly DecoratorIR[],
): Readonly<Record<string, string>> {
  const decorator = decoratorOf('environment', own, added);
  return decorator ? readEnvironment(decorator) : {};
}

/** @throws RangeError for a name or value that no environment can hold */
export function readEnvironment({ attributes }: DecoratorIR): Readonly<Record<string, string>> {
  const vars = attributes['vars'] ?? {};
  if (typeof vars !== 'object' || Array.isArray(vars)) throw new RangeError('vars must be an object of variables');
  return Object.fromEntries(
    Object.entries(vars).map(([name, value]) => {
      if (name === '' || /[=\0]/.test(name)) throw new RangeError(`${JSON.stringify(name)} cannot name a variable`);
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        throw new RangeError(`${name} must be a string, a number or a boolean, not ${JSON.stringify(value)}`);
      }
      if (String(value).includes('\0')) throw new RangeError(`${name} has a zero character, which ends a variable`);
      return [name, String(value)];
    }),
  );
}
