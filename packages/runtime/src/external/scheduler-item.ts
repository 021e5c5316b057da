import { parseIndexStack } from '../identity';

/** The place of a scheduler's task in the foreach loops. */
export interface SchedulerPlace {
  readonly indexStack: readonly number[];
  /** The same as the scheduler has it: `0.2`, or `0.2x`. */
  readonly text: string;
  /** Whether it is none any more: the scheduler runs its task, and there is nothing to do. */
  readonly isGone: boolean;
}

/** Behind the index of an item that is gone, and of each one around it that is. */
const goneMark = 'x';

/**
 * An item of the foreach at a place as a scheduler has it, in one text so that its mapped task has one argument: the index stack, a
 * space, and what people read. `0.2 red`; one that is gone is `0.2x gone`.
 *
 * @param text of one line; undefined for an item that is gone
 */
export function schedulerItem({ text: around }: SchedulerPlace, index: number, text: string | undefined): string {
  const place = around === '' ? String(index) : `${around}.${index}`;
  return text === undefined ? `${place}${goneMark} gone` : `${place} ${text}`;
}

/**
 * The place that such a text begins with; the empty text is no foreach.
 *
 * @throws RangeError for anything else
 */
export function schedulerPlace(item: string): SchedulerPlace {
  const [text = ''] = item.split(' ', 1);
  return { indexStack: parseIndexStack(text.replaceAll(goneMark, '')), text, isGone: text.endsWith(goneMark) };
}
