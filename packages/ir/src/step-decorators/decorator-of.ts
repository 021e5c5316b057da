import type { DecoratorIR } from '../flow-ir';

/** The decorator of a name that counts for a step: its own, else the one of `--with` (Metaflow's rule). */
export function decoratorOf(
  name: string,
  own: readonly DecoratorIR[],
  added: readonly DecoratorIR[],
): DecoratorIR | undefined {
  return [...own, ...added].find((decorator) => decorator.name === name);
}
