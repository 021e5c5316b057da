import type { FlowUses } from './flow-uses';
import type { Position } from './position';

/** The edges that leave a step, in Metaflow's words. Read from the one `this.next(...)` that ends the step. */
export type Transition =
  | { readonly kind: 'end' }
  | { readonly kind: 'linear'; readonly to: string }
  | { readonly kind: 'split'; readonly to: readonly string[] }
  | { readonly kind: 'foreach'; readonly to: string; readonly over: string }
  | { readonly kind: 'switch'; readonly condition: string; readonly cases: readonly SwitchCase[] };

export interface SwitchCase {
  readonly value: string;
  readonly to: string;
}

export interface DecoratorSyntax {
  /** In Metaflow's spelling: `retry`, `trigger_on_finish`, `catch` for `catchError`. */
  readonly name: string;
  readonly at: Position;
}

/**
 * How sure the reading of a step's transition is. Absent: it stands as one readable `this.next(...)`. Otherwise the compiler has
 * reported a problem, and `next` is its best guess, for the sake of the other rules. `ambiguous`: several `this.next(...)`, read as a switch
 * over all their targets. `partial`: a field is not known (its name is empty), or there may be more targets.
 */
export type TransitionReading = 'ambiguous' | 'partial';

/** A place in the flow that `@step({ start: true })` or `@step({ end: true })` gives a step. */
export type StepMark = 'start' | 'end';

export interface StepSyntax {
  readonly name: string;
  readonly at: Position;
  /** The text of the JSDoc block above the step, without its stars; empty when there is none. */
  readonly doc: string;
  /** True when the step declares a parameter: it is a join and receives `inputs`. */
  readonly takesInputs: boolean;
  readonly next: Transition;
  /** Where `this.next(...)` stands; the step itself when there is none. */
  readonly nextAt: Position;
  readonly nextReading?: TransitionReading;
  /** Absent without a mark: names say then which step is the first and which the last. */
  readonly marks?: readonly StepMark[];
  /** Those imported from `@mf/flow`, without `@step` itself, in the order of the source. */
  readonly decorators: readonly DecoratorSyntax[];
}

export interface FieldSyntax {
  readonly name: string;
  readonly at: Position;
  /** `artifact` is declared only, `parameter` is initialised by `parameter(...)` or `includeFile(...)`, `constant` by anything else. */
  readonly kind: 'artifact' | 'parameter' | 'constant';
}

/** All that can be known of a flow from syntax alone. The compiler reads it; a bundle carries it, without `uses`. */
export interface FlowSyntax {
  /** Name of the class: the flow's name. */
  readonly name: string;
  /** Name under which the module exports the class, `default` included. */
  readonly exportName: string;
  readonly at: Position;
  readonly doc: string;
  /** In the order of the source. */
  readonly steps: readonly StepSyntax[];
  readonly fields: readonly FieldSyntax[];
  readonly decorators: readonly DecoratorSyntax[];
  /** Only lint looks at it. */
  readonly uses?: FlowUses;
}
