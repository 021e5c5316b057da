import type { Position } from '../../position';

/** A step that assigns an artifact, and where. */
export interface Assignment {
  readonly step: string;
  readonly at: Position;
}

/** What is wrong with an artifact along the graph. */
export type ArtifactProblem =
  /** A step reads what nothing before it assigns. `assigned`: what is, before it. */
  | {
      readonly kind: 'unassigned';
      readonly step: string;
      readonly name: string;
      readonly at: Position;
      readonly assigned: readonly string[];
    }
  /** A step reads what was there before a join, which took nothing over. `ends`: the inputs of the join that have it, if they are known. */
  | {
      readonly kind: 'lost';
      readonly step: string;
      readonly name: string;
      readonly at: Position;
      readonly join: string;
      readonly ends: readonly string[];
    }
  /** A step reads what only some of the ways to it assign. */
  | {
      readonly kind: 'sometimes';
      readonly step: string;
      readonly name: string;
      readonly at: Position;
      readonly by: readonly string[];
    }
  /** A join reads from an input what that branch does not have; without a branch, what none has. */
  | {
      readonly kind: 'not-in-branch';
      readonly step: string;
      readonly name: string;
      readonly at: Position;
      readonly branch: string | undefined;
    }
  /** A join merges what two branches got from different assignments. */
  | {
      readonly kind: 'conflict';
      readonly step: string;
      readonly name: string;
      readonly at: Position;
      readonly between: readonly [Assignment, Assignment];
    }
  /** A join merges what each item of a foreach got for itself. */
  | {
      readonly kind: 'conflict-of-items';
      readonly step: string;
      readonly name: string;
      readonly at: Position;
      readonly by: Assignment;
    };
