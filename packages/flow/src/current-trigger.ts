import type { RunReference } from './run-reference';

/** An event that started a run. */
export interface MetaflowEvent {
  /** Of a run: `metaflow.<flow>.<last step>`. */
  readonly name: string;
  /** Of a run: the pathspec of its last task. */
  readonly id: string;
  /** When it happened; null when that is not known. */
  readonly timestamp: Date | null;
  readonly type: string;
}

/** What started a run: `current.trigger`. */
export interface Trigger extends Iterable<MetaflowEvent> {
  /** The latest event; null when there is none. */
  readonly event: MetaflowEvent | null;
  /** All of them, the latest first; null when there are none. */
  readonly events: readonly MetaflowEvent[] | null;
  /** Where the events are runs, the latest one; else null. */
  readonly run: Promise<RunReference | null>;
  /** The runs, the latest first; null when no event is one. */
  readonly runs: Promise<readonly RunReference[] | null>;
}
