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
  /** False leaves out the cards of the tasks whose results a resumed run took over. */
  readonly followResumed?: boolean;
  /** Print JSON. */
  readonly json?: boolean;
  /** What the run must be in, e.g. user:ada; when not given, a named run can be anybody's, and the latest is yours. */
  readonly namespace?: string;
  /** Where runs are known: in .metaflow, or at a metadata service. */
  readonly metadata?: 'local' | 'service';
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** Names of the options that `mf` has as well. */
export const cardListOptions = {
  known: ['pathspec', 'type', 'id', 'hash', 'namespace', 'metadata'],
  flags: ['json'],
  switchedOn: ['followResumed'],
};
