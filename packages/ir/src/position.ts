/** A place in an author's source. `file` is relative to the workspace root with `/`; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
