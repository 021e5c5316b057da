/**
 * One level of a foreach that a task is in, outermost first in the artifact `_foreach_stack`.
 * In Python it is the named tuple `__main__.ForeachFrame(step, var, num_splits, index, value)`: a plain tuple would
 * crash Metaflow's own `resume` and joins.
 */
export class ForeachFrame {
  constructor(
    /** Step that split. */
    readonly step: string,
    /** Name of the artifact that was iterated over. */
    readonly variable: string | null,
    /** Number of splits. */
    readonly numSplits: number | null,
    /** Index of this split, from 0. */
    readonly index: number,
    /** The split's item as a short text, for people. */
    readonly value: string | null = null,
  ) {}
}

/** What Metaflow stores of an exception that ended a task (`metaflow.exception.MetaflowExceptionWrapper`). */
export class MetaflowExceptionWrapper {
  constructor(
    /** The exception's message. */
    readonly exception: string,
    /** Its type, for example `builtins.ValueError`. */
    readonly type: string,
    /** The stack trace as text, ending with the message; null where there was none. */
    readonly stacktrace: string | null,
  ) {}

  /** As Python prints it. */
  toString(): string {
    return this.stacktrace || `[no stacktrace]\n${this.type}: ${this.exception}`;
  }
}

/** The value of an IncludeFile parameter: a description of a file that is kept beside the datastore. */
export class IncludedFile {
  constructor(readonly descriptor: Readonly<Record<string, unknown>>) {}
}
