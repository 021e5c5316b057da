import type { AttributeValue } from './decorator-record';

/** Options by the names that Metaflow has for them (`sharedMemory` is `shared_memory`), without those that are not given. */
export function metaflowAttributes(options: Readonly<Record<string, AttributeValue | undefined>>): {
  readonly [attribute: string]: AttributeValue;
} {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]],
    ),
  );
}
