// Written by scripts/write-option-types.mjs from schema.json.

/** Prints the artifacts of the tasks of a run, of one of its steps, or of one task. */
export interface DumpExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** RUN, RUN/STEP or RUN/STEP/TASK; your latest run when not given. */
  readonly pathspec?: string | number;
  /** Characters of a value that are printed; with 0 no values. */
  readonly maxValueSize?: number;
  /** Only these artifacts, e.g. alpha,score. */
  readonly include?: string;
  /** Also Metaflow's own artifacts. */
  readonly private?: boolean;
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
export const dumpOptions = {
  known: ['pathspec', 'maxValueSize', 'include', 'namespace', 'metadata'],
  flags: ['private', 'json'],
};
