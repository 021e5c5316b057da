// Written by scripts/write-option-types.mjs from schema.json.

/** Runs the specs of flows with Node's own test runner. */
export interface TestExecutorOptions {
  /** The specs, relative to the workspace root. */
  readonly files: readonly string[];
}
