import type { RunHandle } from './run-handle';

/** What an object that makes another one knows about it already. */
export interface Known<Record> {
  /** The run that both belong to. */
  readonly run: RunHandle;
  readonly record?: Record;
}
