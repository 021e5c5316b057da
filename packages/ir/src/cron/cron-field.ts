import { UnreadableCron } from './cron-reading';

/** One of the five fields of a cron expression, and the numbers and names that may stand in it. */
export interface CronField {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  /** Names of numbers, from `firstName` on. */
  readonly names: readonly string[];
  readonly firstName: number;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

export const minuteField: CronField = { title: 'minute', from: 0, to: 59, names: [], firstName: 0 };
export const hourField: CronField = { title: 'hour', from: 0, to: 23, names: [], firstName: 0 };
export const dayOfMonthField: CronField = { title: 'day of month', from: 1, to: 31, names: [], firstName: 0 };
export const monthField: CronField = { title: 'month', from: 1, to: 12, names: months, firstName: 1 };
/** Cron's weekdays: 0 and 7 are Sunday. */
export const weekdayField: CronField = { title: 'day of week', from: 0, to: 7, names: weekdays, firstName: 0 };
/** The weekdays of AWS (EventBridge, as of Quartz): 1 is Sunday, 7 is Saturday. */
export const awsWeekdayField: CronField = { title: 'day of week', from: 1, to: 7, names: weekdays, firstName: 1 };

/** One item of a field's list: `*`, `5`, `1-5`, `MON-FRI`, any of them with `/2`. The ends keep their text beside their number. */
export interface CronItem {
  readonly from?: CronValue;
  readonly to?: CronValue;
  readonly step?: number;
}

export interface CronValue {
  readonly text: string;
  readonly number: number;
}

/** @throws UnreadableCron when the text is no list of numbers, names and ranges that the field may hold */
export function readItems(text: string, field: CronField): readonly CronItem[] {
  return text.split(',').map((item) => readItem(item, field));
}

/** @throws UnreadableCron */
export function readItem(text: string, field: CronField): CronItem {
  const match = /^(?:\*|([A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?)(?:\/(\d+))?$/.exec(text);
  if (!match) throw unreadable(text, field);
  const [, from, to, step] = match;
  if (step !== undefined && Number(step) === 0) {
    throw new UnreadableCron(`the step of ${JSON.stringify(text)} is 0`, 'Use a step of 1 or more.');
  }
  return {
    ...(from !== undefined && { from: readValue(from, field) }),
    ...(to !== undefined && { to: readValue(to, field) }),
    ...(step !== undefined && { step: Number(step) }),
  };
}

/** @throws UnreadableCron */
export function readValue(text: string, field: CronField): CronValue {
  const named = field.names.indexOf(text.toUpperCase());
  if (named >= 0) return { text: text.toUpperCase(), number: named + field.firstName };
  if (!/^\d+$/.test(text)) throw unreadable(text, field);
  const number = Number(text);
  if (number < field.from || number > field.to) {
    throw new UnreadableCron(
      `${number} is no ${field.title}`,
      `The ${field.title} goes from ${field.from} to ${field.to}${field.names.length > 0 ? `, or ${field.names[0]} to ${field.names.at(-1)}` : ''}.`,
    );
  }
  return { text: String(number), number };
}

/**
 * An item as croniter reads it like every other cron. `5-5` becomes `5`, which croniter would take for `*`, and a range over the end
 * (`FRI-MON`, `22-2/2`) becomes the list of what is in it, because croniter steps through such ranges in a way of its own.
 */
export function printItem({ from, to, step }: CronItem, field: CronField): string {
  const every = step === undefined ? '' : `/${step}`;
  if (!from) return `*${every}`;
  if (!to) return `${from.text}${every}`;
  if (from.number === to.number) return from.text;
  if (from.number < to.number) return `${from.text}-${to.text}${every}`;
  // 7 is the Sunday that 0 is.
  const count = field === weekdayField ? 7 : field.to - field.from + 1;
  const values: number[] = [];
  for (let value = from.number; value <= to.number + count; value += step ?? 1) {
    values.push(((value - field.from) % count) + field.from);
  }
  return values.join(',');
}

function unreadable(text: string, field: CronField): UnreadableCron {
  return new UnreadableCron(
    `${JSON.stringify(text)} cannot be read as ${field.title}`,
    'Use numbers, ranges (1-5), lists (1,3) and steps (*/10), in the order minute, hour, day of month, month, day of week.',
  );
}
