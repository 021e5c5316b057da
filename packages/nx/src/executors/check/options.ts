// Written by scripts/write-option-types.mjs from schema.json.

/** Prints every error of flows at once, each with its place, a code frame and what to do. */
export interface CheckExecutorOptions {
  /** The flows, relative to the workspace root. */
  readonly files: readonly string[];
}
