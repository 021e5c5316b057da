// Written by scripts/write-option-types.mjs from schema.json.

/** Prints the steps of a flow, their docs and edges. */
export interface ShowExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Decorators to add to every step that has none of their kind, e.g. retry:times=3. */
  readonly with?: readonly string[];
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** Names of the options that `mf` has as well. */
export const showOptions = {
  known: ['with', 'config', 'configValue'],
};
