import { inspect } from 'node:util';
import { pythonFloatRepr } from '@mf/datastore';

/** Metaflow keeps this many characters of an item to tell the tasks of a foreach apart. */
const labelLength = 30;

/** A short text for an item of a foreach, as Metaflow shows it: `str(item)` for primitives, a sketch of anything else, cut. */
export function foreachLabel(item: unknown): string {
  return [...textOf(item).slice(0, 2 * labelLength)].slice(0, labelLength).join('');
}

function textOf(item: unknown): string {
  if (typeof item === 'string') return item;
  if (typeof item === 'boolean') return item ? 'True' : 'False';
  if (item === null || item === undefined) return 'None';
  if (item instanceof Number) return pythonFloatRepr(item.valueOf());
  if (typeof item === 'number' && !Number.isSafeInteger(item)) return pythonFloatRepr(item);
  return inspect(item, { depth: 1, maxArrayLength: labelLength, maxStringLength: labelLength, breakLength: Infinity });
}
