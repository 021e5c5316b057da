import type { DecoratorIR, FlowIR } from '../flow-ir';
import type { Position } from '../position';

/** A decorator of a step that its reader refused, and why. */
export interface UnreadableDecorator {
  readonly step: string;
  readonly at: Position;
  readonly reason: string;
}

/** The decorators of a name whose values cannot be what they are for. Those whose values are not known yet are left out. */
export function unreadable(ir: FlowIR, name: string, read: (decorator: DecoratorIR) => unknown): UnreadableDecorator[] {
  return ir.steps.flatMap((step) =>
    step.decorators.flatMap((decorator) => {
      if (decorator.name !== name || Object.keys(decorator.attributes).length === 0) return [];
      try {
        read(decorator);
        return [];
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return [{ step: step.name, at: decorator.at ?? step.at, reason: error.message }];
      }
    }),
  );
}
