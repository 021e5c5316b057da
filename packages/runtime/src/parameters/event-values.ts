import type { StartingEvent } from '@mf/ir';
import type { ExactJson } from '@mf/ir/exact-json';
import type { ScheduledTrigger } from '../trigger';

/** A value that an event brought for a parameter. */
export interface EventValue {
  readonly value: ExactJson;
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
        const found = triggers.find(({ record, payload }) => record.name === name && Object.hasOwn(payload, field));
        return found ? [[parameter, { value: found.payload[field]!, source: `field ${field} of event ${name}` }]] : [];
      }),
    ),
  );
}
