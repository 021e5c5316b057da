import type { Position } from './position';

/** One thing that is wrong with a flow: what, where, and what to do. */
export interface Diagnostic {
  /** Stable, documented in docs/errors.md, e.g. `MF1003`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What the author can do about it. */
  readonly advice: string;
  readonly at: Position;
}
