import type { CardComponent } from './card-component';
import type { EventContent, EventPriority, EventsContent, EventTheme } from './card-content';

export interface EventsTimelineOptions {
  readonly title?: string;
  /** Events that are shown, the latest ones; all are counted. Default 100. */
  readonly maxEvents?: number;
}

/** What an event says, by names; its time is now unless `timestamp` says another. */
export type TimelineEvent = Readonly<Record<string, string | number | boolean | null | Date>>;

export interface TimelineEventOptions {
  /** Default `default`. */
  readonly theme?: EventTheme;
  readonly priority?: EventPriority;
  /** What else belongs to it, to be unfolded: components by names. */
  readonly payloads?: Readonly<Record<string, CardComponent>>;
  /** Whether it is the last one. */
  readonly finished?: boolean;
}

interface Entry {
  readonly content: Omit<EventContent, 'payloads'>;
  readonly payloads: Readonly<Record<string, CardComponent>>;
}

/** Events as they come, the latest first: `timeline.update({ action: 'read', rows: 3 })`. Metaflow's `EventsTimeline`. */
export class EventsTimeline implements CardComponent {
  readonly #options: EventsTimelineOptions;
  #entries: Entry[] = [];
  #count = 0;
  #first: number | undefined;
  #last: number | undefined;
  #isFinished = false;

  constructor(options: EventsTimelineOptions = {}) {
    this.#options = options;
  }

  /** Adds an event. */
  update(event: TimelineEvent, { theme, priority, payloads = {}, finished }: TimelineEventOptions = {}): void {
    const now = Date.now() / 1000;
    this.#first ??= now;
    this.#last = now;
    if (finished !== undefined) this.#isFinished = finished;
    const said = Object.entries(event).map(([name, value]) => [name, value instanceof Date ? timeOf(value) : value]);
    const content = {
      metadata: { timestamp: now, ...(Object.fromEntries(said) as EventContent['metadata']) },
      event_id: `event_${this.#count++}`,
      received_at: now,
      ...(theme !== undefined && { style_theme: theme }),
      ...(priority !== undefined && { priority }),
    };
    this.#entries = [{ content, payloads }, ...this.#entries].slice(0, this.#options.maxEvents ?? 100);
  }

  render(id: string): EventsContent {
    const { title, maxEvents = 100 } = this.#options;
    return {
      type: 'eventsTimeline',
      id,
      ...(title !== undefined && { title }),
      events: this.#entries.map(({ content, payloads }) => ({
        ...content,
        payloads: Object.fromEntries(
          Object.entries(payloads).map(([name, component]) => [
            name,
            component.render(`${id}_${content.event_id}_${name}`),
          ]),
        ),
      })),
      config: { show_stats: true, show_relative_time: true, max_events: maxEvents },
      stats: this.#stats(),
    };
  }

  #stats(): EventsContent['stats'] {
    const seconds = (this.#last ?? 0) - (this.#first ?? 0);
    return {
      total_events: this.#count,
      displayed_events: this.#entries.length,
      last_update: this.#last ?? null,
      first_event: this.#first ?? null,
      finished: this.#isFinished,
      ...(seconds > 0 && {
        events_per_minute: tenths((this.#count / seconds) * 60),
        total_runtime_seconds: tenths(seconds),
      }),
    };
  }
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Seconds since 1970, in which Metaflow's own cards have times. */
const timeOf = (date: Date): number | string => (Number.isNaN(date.getTime()) ? 'Invalid Date' : date.getTime() / 1000);
