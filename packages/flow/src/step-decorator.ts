import { type DecoratorRecord, methodRecordOf } from './decorator-record';

/**
 * A method that can be a step: no argument, or the `inputs` of a join; its result is nothing, now or later.
 * `any` because a method's own `this` and `inputs` types are narrower than anything that could be named here.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type StepMethod = (this: any, inputs: any) => void | Promise<void>;

/** What a decorator of steps is to TypeScript. */
export type StepDecorator = <M extends StepMethod>(
  method: M,
  context: ClassMethodDecoratorContext<ThisParameterType<M>, M>,
) => void;

/** A decorator of steps that only leaves its name and attributes, for the runner and the compiler to act on. */
export function stepDecorator(record: DecoratorRecord): StepDecorator {
  return (_method, context) => {
    // Decorators run from the innermost out; records read like the source, from the top down.
    methodRecordOf(context).decorators.unshift(record);
  };
}
