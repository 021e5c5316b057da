import type { StoredTask } from '@mf/datastore';
import { ReadOnlyFieldError } from './errors';

/** A task whose artifacts can be read. */
export type ArtifactSource = Pick<StoredTask, 'artifacts' | 'loadSync'>;

/** A field whose value is loaded from the datastore when a step first reads it. */
export interface InheritedField {
  /** The task that it comes from. */
  readonly source: ArtifactSource;
  /** What a step read, and may have changed in place; undefined as long as none did. */
  readonly read: { readonly value: unknown } | undefined;
  /** Whether the field still stands as it was made, not assigned anew. */
  readonly inPlace: boolean;
}

/**
 * Gives a flow object an artifact of an earlier task. Reading loads it, once; assigning replaces it.
 * Fields that the class declares are there already and empty, so the object's own properties are redefined.
 */
export function inheritField(flow: object, name: string, source: ArtifactSource): InheritedField {
  let read: { readonly value: unknown } | undefined;
  const get = (): unknown => (read ??= { value: source.loadSync(name) }).value;
  Object.defineProperty(flow, name, {
    configurable: true,
    enumerable: true,
    get,
    set: (value: unknown) =>
      Object.defineProperty(flow, name, { configurable: true, enumerable: true, writable: true, value }),
  });
  return {
    source,
    get read() {
      return read;
    },
    get inPlace() {
      return Object.getOwnPropertyDescriptor(flow, name)?.get === get;
    },
  };
}

/**
 * Gives an object a field that no step can assign: a parameter, a constant, or anything of a join's input.
 *
 * @param what says in the error what the field is, e.g. `a parameter`
 */
export function readOnlyField(object: object, name: string, load: () => unknown, what: string, step: string): void {
  let read: { readonly value: unknown } | undefined;
  Object.defineProperty(object, name, {
    configurable: false,
    enumerable: true,
    get: () => (read ??= { value: load() }).value,
    set: () => {
      throw new ReadOnlyFieldError(name, what, step);
    },
  });
}
