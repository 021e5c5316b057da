import type { FlowIR, StepIR } from '../flow-ir';
import type { FlowUses } from '../flow-uses';
import type { Endpoints } from '../graph/endpoints';
import type { SplitStructure } from '../graph/split-structure';
import type { Position } from '../position';
import type { ArtifactProblem } from './artifacts/artifact-problem';

/** One idea of what a flow must be like. */
export interface LintRule {
  /** Stable, e.g. `MF1101`. */
  readonly code: string;
  /** When it speaks, as the documentation says it. */
  readonly summary: string;
  /** `error` when absent. */
  readonly severity?: 'warning';
  readonly check: (flow: LintedFlow) => Iterable<Finding>;
}

/** A diagnostic without what the rule knows already. */
export interface Finding {
  readonly at: Position;
  /** What is wrong and why. */
  readonly message: string;
  /** What to do. */
  readonly advice: string;
}

/** A flow with what several rules want to know of it. */
export interface LintedFlow {
  readonly ir: FlowIR;
  /**
   * The steps, with slips put right so that each is reported once: where a transition names no step but nearly one, it leads to that
   * one, and the last step leads nowhere.
   */
  readonly steps: readonly StepIR[];
  readonly byName: ReadonlyMap<string, StepIR>;
  /** The first and the last step. */
  readonly endpoints: Endpoints;
  readonly splits: SplitStructure;
  /** What syntax says about values, if it was read. */
  readonly uses?: FlowUses;
  /** What is wrong with artifacts along the graph. */
  readonly artifactProblems: readonly ArtifactProblem[];
}
