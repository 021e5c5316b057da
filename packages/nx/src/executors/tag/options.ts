// Written by scripts/write-option-types.mjs from schema.json.

/** Adds and removes tags of a run in one change; without either it lists them. */
export interface TagExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Tags to add. */
  readonly add?: readonly (string | number)[] | number;
  /** Tags to remove; system tags stay. */
  readonly remove?: readonly (string | number)[] | number;
  /** The run; the latest when not given. */
  readonly runId?: string | number;
  /** Whose runs, e.g. user:ada; yours when not given, those of everybody when empty. */
  readonly namespace?: string;
  /** Where runs are known: in .metaflow, or at a metadata service. */
  readonly metadata?: 'local' | 'service';
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** Names of the options that `mf` has as well. */
export const tagOptions = {
  known: ['add', 'remove', 'runId', 'namespace', 'metadata'],
};
