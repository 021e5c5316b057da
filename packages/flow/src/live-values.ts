import { type DecoratorRecord, recordsOf } from './decorator-record';

/**
 * What a decorator holds beside its attributes and only the bundle may know: functions, and values that belong into no description.
 * Attributes are printed, compiled into DAGs and stored with runs; this is not.
 */
const liveValues = new WeakMap<DecoratorRecord, unknown>();

/** Keeps a value with a decorator. Returns the record. */
export function withLiveValue(record: DecoratorRecord, value: unknown): DecoratorRecord {
  liveValues.set(record, value);
  return record;
}

/** The values of a step's decorators of a name, from the top down; of a flow's own without a step. */
export function liveValuesOf(flowClass: object, name: string, step?: string): unknown[] {
  const records = recordsOf(flowClass);
  const decorators =
    step === undefined
      ? records.flatMap((record) => record.decorators)
      : // Of an overridden step only the last definition counts.
        (records.findLast((record) => record.methods.has(step))?.methods.get(step)?.decorators ?? []);
  return decorators.filter((decorator) => decorator.name === name).map((decorator) => liveValues.get(decorator));
}
