// Written by scripts/write-option-types.mjs from schema.json.

/** Prints what the tasks of a run, of one of its steps, or one task printed. */
export interface LogsExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** RUN, RUN/STEP or RUN/STEP/TASK; your latest run when not given. */
  readonly pathspec?: string | number;
  /** Only stdout. */
  readonly stdout?: boolean;
  /** Only stderr. */
  readonly stderr?: boolean;
  /** With the time of each line. */
  readonly timestamps?: boolean;
  /** The attempt, from 0; the latest when not given. */
  readonly attempt?: number;
  /** Go on printing until the task, or else the run, is over. */
  readonly follow?: boolean;
  /** What the run must be in, e.g. user:ada; when not given, a named run can be anybody's, and the latest is yours. */
  readonly namespace?: string;
  /** Where runs are known: in .metaflow, or at a metadata service. */
  readonly metadata?: 'local' | 'service';
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** Names of the options that `mf` has as well. */
export const logsOptions = {
  known: ['pathspec', 'attempt', 'namespace', 'metadata'],
  flags: ['stdout', 'stderr', 'timestamps', 'follow'],
};
