import type { StartingEvent } from '@mf/ir';
import type { ExactJson } from '@mf/ir/exact-json';
import type { ScheduledTrigger } from '../trigger';

/** What an event brought for a parameter. */
export interface EventValue {
  /** Undefined where the event came without the field. */
  readonly value?: ExactJson;
  /** Where it comes from, for errors. */
  readonly source: string;
}

/**
 * The parameters that the events of a run set, by name, as the flow maps fields of events to them. Of an event that came several times,
 * the latest that has the field counts; a field that none has leaves the parameter as it is.
 *
 * @param triggers the latest first
 */
export function eventValues(
  events: readonly StartingEvent[],
  triggers: readonly ScheduledTrigger[],
): Readonly<Record<string, EventValue>> {
  return Object.fromEntries(
    events.flatMap(({ name, parameters }) =>
      Object.entries(parameters).flatMap(([parameter, field]): [string, EventValue][] => {
        const came = triggers.filter(({ record }) => record.name === name);
        if (came.length === 0) return [];
        const found = came.find(({ payload }) => Object.hasOwn(payload, field));
        const source = `field ${field} of event ${name}`;
        return [[parameter, found ? { value: found.payload[field]!, source } : { source }]];
      }),
    ),
  );
}
