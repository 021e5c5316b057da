import type { Position } from './position';

/** One thing that a step does with an artifact. */
export type ArtifactUse =
  | { readonly kind: 'read'; readonly name: string; readonly at: Position }
  | {
      readonly kind: 'assign';
      readonly name: string;
      /** Whether it gets the same value wherever the step runs: all that is assigned is written out in the source. */
      readonly isFixed: boolean;
      readonly at: Position;
    }
  /** `inputs.<branch>.<name>` in a join; without a branch, what it reads of one input like of any other: `inputs.map((input) => input.<name>)`. */
  | { readonly kind: 'input'; readonly branch?: string; readonly name: string; readonly at: Position }
  | MergeUse;

/** `this.mergeArtifacts(...)`. */
export interface MergeUse {
  readonly kind: 'merge';
  /** Whether it merges all inputs of the join, and not a choice of them. */
  readonly whole: boolean;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly at: Position;
}

/** A statement that starts a promise and waits for nothing. */
export interface FloatingPromise {
  /** What is called, as the author would say it: `this.load`, `fetch`, `Promise.all`. */
  readonly call: string;
  readonly at: Position;
  /** It stands for the calls of an async function that was given to `forEach` or `map`. */
  readonly each?: true;
}

export interface StepUses {
  /**
   * In the order in which they happen, helper methods followed. Of each artifact the first assignment, and the first read before it; no read
   * where the step also tests whether there is a value. Absent when syntax cannot tell (`this[name]`, `this` given to other code).
   */
  readonly artifacts?: readonly ArtifactUse[];
  readonly floating: readonly FloatingPromise[];
}

/** What lint's rules about values need. It is no part of the graph: neither the FlowIR nor a bundle carries it. */
export interface FlowUses {
  /** By the names of steps. */
  readonly steps: Readonly<Record<string, StepUses>>;
  /** Declared types that no foreach can go over, as the author wrote them, by the names of fields. */
  readonly notIterable: Readonly<Record<string, string>>;
  readonly unkept?: readonly UnkeptRead[];
}

/** A read of a field that is no artifact, though another step assigns it. */
export interface UnkeptRead {
  readonly step: string;
  /** `#name` of a private one. */
  readonly name: string;
  /** The step that assigns it. */
  readonly by: string;
  readonly at: Position;
}
