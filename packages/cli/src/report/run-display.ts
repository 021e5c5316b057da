import type { OutputSink, ProgressSink } from '@mf/runtime';

/** What shows a run while it goes on. */
export interface RunDisplay {
  readonly output: OutputSink;
  readonly onProgress: ProgressSink;
  /** Resolves when there is room for more lines. */
  readonly outputTaken: () => Promise<void>;
  /** Shows what it still keeps back. */
  close(): void;
}
