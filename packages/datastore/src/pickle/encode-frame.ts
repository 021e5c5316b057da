import type { Encoder } from './encode';

/** A container that is being written. */
export interface Frame {
  /** Whether Python can hash what is written. */
  readonly hashable: boolean;
  /** Whether Python has the object only once all its parts exist, so that no part can refer to it. */
  readonly immutable: boolean;
  /** Writes what comes before the parts. */
  open(encoder: Encoder): void;
  /** Writes parts; true when one of them is a container that must be finished first, false when this one is. */
  advance(encoder: Encoder): boolean;
  /** Where the part that is being written is, seen from the container: `[3]`, `.name`. */
  place(): string;
}
