import { type DecoratorRecord, recordOf } from './decorator-record';
import type { FlowSpec } from './flow-spec';

/** What a decorator of flow classes is to TypeScript. */
export type FlowDecorator = <C extends abstract new () => FlowSpec>(
  flowClass: C,
  context: ClassDecoratorContext<C>,
) => void;

/** A decorator of flow classes that only leaves its name and attributes, for the runner and the compiler to act on. */
export function flowDecorator(record: DecoratorRecord): FlowDecorator {
  return (_flowClass, context) => {
    recordOf(context.metadata).decorators.unshift(record);
  };
}
