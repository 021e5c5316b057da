/** An event that made a scheduler start a run. */
export interface TriggerEvent {
  readonly name: string;
  readonly id: string;
  /** `run` for the end of another run, whose last task `id` names; `event` for anything else. */
  readonly type: string;
  /** When it happened; undefined where the scheduler did not note that. */
  readonly timestamp: Date | undefined;
}

/** The events that started a run, the latest first. Metaflow's `Trigger`. */
export class Trigger<R> {
  /** The events, the latest first. */
  readonly events: readonly TriggerEvent[];
  /** The runs whose ends are among the events. */
  readonly runs: readonly R[];

  /**
   * @param text value of the field `execution-triggers` of the metadata of the run's first task
   * @param runAt makes a run of its pathspec
   */
  constructor(text: string, runAt: (pathspec: string) => R) {
    this.events = (JSON.parse(text) as StoredEvent[])
      .map(({ timestamp, ...event }) => ({
        ...event,
        timestamp: Number.isInteger(timestamp) ? new Date(Number(timestamp) * 1000) : undefined,
      }))
      .sort((a, b) => (b.timestamp?.getTime() ?? -Infinity) - (a.timestamp?.getTime() ?? -Infinity) || 0);
    this.runs = this.events
      .filter(({ type }) => type === 'run')
      .map(({ id }) => runAt(id.split('/').slice(0, 2).join('/')));
  }

  /** The latest event. */
  get event(): TriggerEvent | undefined {
    return this.events[0];
  }

  /** The latest run. */
  get run(): R | undefined {
    return this.runs[0];
  }
}

interface StoredEvent {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly timestamp?: unknown;
}
