// Written by scripts/write-option-types.mjs from schema.json.

/** Lists the cards of the tasks of a run, of one of its steps, or of one task. */
export interface CardListExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** RUN, RUN/STEP or RUN/STEP/TASK; your latest run when not given. */
  readonly pathspec?: string | number;
  /** Only cards of this type, e.g. blank. */
  readonly type?: string;
  /** Only cards with this id. */
  readonly id?: string;
  /** Only the card whose hash begins like this. */
  readonly hash?: string;
  /** Print JSON. */
  readonly json?: boolean;
  /** Where runs are known: in .metaflow, or at a metadata service. */
  readonly metadata?: 'local' | 'service';
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}
