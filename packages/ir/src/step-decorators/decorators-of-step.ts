import type { DecoratorIR, StepIR } from '../flow-ir';
import { repeatableDecorators } from './decorator-defaults';

/** The decorators of a step, and those of `--with` that it gets: one of which it has none of the kind, or can have several. */
export function decoratorsOfStep(
  { decorators }: Pick<StepIR, 'decorators'>,
  added: readonly DecoratorIR[],
): readonly DecoratorIR[] {
  const own = new Set(decorators.map(({ name }) => name));
  return [...decorators, ...added.filter(({ name }) => !own.has(name) || repeatableDecorators.has(name))];
}
