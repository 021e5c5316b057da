import { inspect } from 'node:util';
import { pythonFloatRepr } from '@mf/datastore';

/** A text that may have been cut. */
export interface CutText {
  readonly text: string;
  readonly isCut: boolean;
}

/**
 * A value that was read from a datastore, in Node's notation, cut to a number of characters.
 *
 * @param size characters that are kept; no more of the value is put into text than it takes to fill them
 */
export function valueText(value: unknown, size: number): CutText {
  const text =
    value instanceof Number
      ? pythonFloatRepr(value.valueOf())
      : inspect(value, {
          depth: null,
          maxArrayLength: size,
          maxStringLength: size,
          breakLength: 100,
        });
  // By code points: half a character would be printed as none.
  if (text.length <= size) return { text, isCut: false };
  return { text: text.slice(0, size).replace(/[\uD800-\uDBFF]$/, ''), isCut: true };
}
