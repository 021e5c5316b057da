// Written by scripts/write-option-types.mjs from schema.json.

/** Lists the runs of a flow, the newest first. */
export interface ListExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Runs that are listed. */
  readonly limit?: number;
  /** Whose runs, e.g. user:ada; yours when not given, those of everybody when empty. */
  readonly namespace?: string;
  /** Where runs are known: in .metaflow, or at a metadata service. */
  readonly metadata?: 'local' | 'service';
  /** Print JSON. */
  readonly json?: boolean;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** Names of the options that `mf` has as well. */
export const listOptions = {
  known: ['limit', 'namespace', 'metadata'],
  flags: ['json'],
};
