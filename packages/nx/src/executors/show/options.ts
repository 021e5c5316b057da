// Written by scripts/write-option-types.mjs from schema.json.

/** Prints the steps of a flow, their docs and edges. */
export interface ShowExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
}
