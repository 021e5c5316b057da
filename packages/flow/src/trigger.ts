import type { AttributeValue } from './decorator-record';
import { type FlowDecorator, flowDecorator } from './flow-decorator';
import type { NamespacedEventName } from './namespaced-event-name';
import { type NestedOptions, type OptionNames, unknownOptions } from './unknown-options';

/** An event by its name, and which of its fields become which parameters of the flow. */
export type TriggerEvent =
  | string
  | NamespacedEventName
  | {
      name: string | NamespacedEventName;
      /** Fields of the event by the names of parameters; or a list, where both are called the same or stand in a pair. */
      parameters?: Readonly<Record<string, string>> | readonly (string | readonly [parameter: string, field: string])[];
    };

export type TriggerOptions = (
  | { /** The event that starts the flow. */ event: TriggerEvent; events?: never }
  | { /** The events that must all have come. */ events: readonly TriggerEvent[]; event?: never }
) & {
  /** Options of the back end. */
  options?: Readonly<Record<string, AttributeValue>>;
};

const names: OptionNames<TriggerOptions> = { event: true, events: true, options: true };

const eventNames: OptionNames<Exclude<TriggerEvent, string | NamespacedEventName>> = { name: true, parameters: true };

/** Start the deployed flow by events. Metaflow's `@trigger`; a local run pays no heed to it. */
export function trigger(given: TriggerOptions): FlowDecorator {
  const { event, events, options } = given;
  return flowDecorator({
    name: 'trigger',
    attributes: {
      ...(event !== undefined && { event: withParameters(event) }),
      ...(events !== undefined && { events: events.map(withParameters) }),
      ...(options !== undefined && { options }),
    },
    ...unknownOptions(given, names, [
      ...(event === undefined ? [] : [nestedEvent('event', event)]),
      ...(Array.isArray(events) ? events.map((one) => nestedEvent('events', one)) : []),
    ]),
  });
}

function nestedEvent(path: string, event: TriggerEvent): NestedOptions {
  const isName = typeof event === 'object' && event !== null && 'namespaced' in event;
  return { path, value: event, names: isName ? { namespaced: true } : eventNames };
}

/** Parameters as an object, whichever way they were written. */
function withParameters(event: TriggerEvent): AttributeValue {
  if (typeof event === 'object' && event !== null && 'namespaced' in event) return { name: { ...event } };
  if (typeof event !== 'object' || !Array.isArray(event?.parameters)) return event as AttributeValue;
  const pairs = (event.parameters as readonly (string | readonly [string, string])[]).map((one) =>
    typeof one === 'string' ? [one, one] : one,
  );
  return { ...event, parameters: Object.fromEntries(pairs) as Record<string, string> };
}
