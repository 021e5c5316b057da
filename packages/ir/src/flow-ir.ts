import type { JsonObject } from './json';
import type { ConfigDescription, ParameterDescription, UnknownOptions } from './flow-description';
import type { Position } from './position';
import type { FieldSyntax, StepMark, Transition, TransitionReading } from './flow-syntax';

export interface DecoratorIR {
  readonly name: string;
  readonly attributes: JsonObject;
  /** The author's own, made by `userStepDecorator`. */
  readonly userDefined?: true;
  /** Absent when there are none. */
  readonly unknownOptions?: UnknownOptions;
  /** Absent when the decorator came from `--with`. */
  readonly at?: Position;
}

/** Metaflow's vocabulary for the nodes of a graph. A start step that splits has the type of its split. */
export type StepType = 'start' | 'linear' | 'split-static' | 'split-foreach' | 'split-switch' | 'join' | 'end';

export interface StepIR {
  readonly name: string;
  readonly at: Position;
  readonly doc: string;
  readonly type: StepType;
  readonly next: Transition;
  readonly nextAt: Position;
  /** Only in a flow with errors: see {@link TransitionReading}. */
  readonly nextReading?: TransitionReading;
  readonly marks?: readonly StepMark[];
  readonly takesInputs: boolean;
  readonly decorators: readonly DecoratorIR[];
  /** For a static or foreach split, the join that closes it. */
  readonly matchingJoin?: string;
}

export interface ParameterIR extends ParameterDescription {
  readonly at: Position;
}

/** Versioned description of a flow: a pure function of its source. */
export interface FlowIR {
  readonly irVersion: 1;
  readonly name: string;
  readonly at: Position;
  readonly doc: string;
  readonly steps: readonly StepIR[];
  readonly parameters: readonly ParameterIR[];
  /** Every declared field as written, artifacts included, in the order of the source. */
  readonly fields: readonly FieldSyntax[];
  readonly constants: readonly { readonly name: string; readonly at: Position }[];
  readonly decorators: readonly DecoratorIR[];
  /** Absent when there are none. */
  readonly configs?: readonly ConfigDescription[];
}
