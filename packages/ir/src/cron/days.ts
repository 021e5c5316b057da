import {
  type CronField,
  type CronValue,
  dayOfMonthField,
  printItem,
  readItem,
  readItems,
  readValue,
  weekdayField,
} from './cron-field';
import { UnreadableCron } from './cron-reading';

/**
 * Day of month as croniter reads it: numbers, and `L` for the last day.
 *
 * @throws UnreadableCron
 */
export function readDayOfMonth(text: string): string {
  return text
    .split(',')
    .map((item) => {
      if (/^L$/i.test(item)) return 'L';
      if (/^(\d+W|LW|L-\d+)$/i.test(item)) {
        throw new UnreadableCron(
          `Airflow's cron knows no ${JSON.stringify(item)}`,
          'Use days of the month by number, or L alone for the last day. A step can end early on the other days.',
        );
      }
      return printItem(readItem(item, dayOfMonthField), dayOfMonthField);
    })
    .join(',');
}

/**
 * Day of week as croniter reads it, with cron's numbers. `2#1` is the first of a weekday in its month; croniter takes it only where
 * all items of the list are such.
 *
 * @param field says how weekdays are numbered in the text; they come out as cron numbers them
 * @throws UnreadableCron
 */
export function readDayOfWeek(text: string, field: CronField): string {
  const items = text.split(',');
  if (items.some((item) => item.includes('#'))) return items.map((item) => readNth(item, field)).join(',');
  if (items.some((item) => /L$|^L/i.test(item))) {
    throw new UnreadableCron(
      `a day of week with L (${JSON.stringify(text)}) would not be read by Airflow's cron as it is meant`,
      'Name the weekday (SAT), or its place in the month (FRI#4).',
    );
  }
  const offset = weekdayField.firstName - field.firstName;
  const renumbered = (value: CronValue): CronValue =>
    /^\d+$/.test(value.text) ? numbered(value.number + offset) : { text: value.text, number: value.number + offset };
  return readItems(text, field)
    .map(({ from, to, step }) => {
      const every = step !== undefined && { step };
      if (!from) return printItem({ ...every }, weekdayField);
      if (to) return printItem({ from: renumbered(from), to: renumbered(to), ...every }, weekdayField);
      // AWS steps from a day up to the end of the week, which is Saturday; croniter would go on to Sunday, its 7.
      return printItem({ from: renumbered(from), ...(step !== undefined && { step, to: numbered(6) }) }, weekdayField);
    })
    .join(',');
}

function readNth(item: string, field: CronField): string {
  const match = /^([A-Za-z0-9]+)#([1-5])$/.exec(item);
  if (!match) {
    throw new UnreadableCron(
      `${JSON.stringify(item)} is no weekday with its place in the month`,
      'Write MON#1 for the first Monday of a month, up to MON#5, and do not mix such days with others.',
    );
  }
  const { text, number } = readValue(match[1] as string, field);
  return `${/^\d+$/.test(text) ? (number - field.firstName) % 7 : text}#${match[2]}`;
}

function numbered(number: number): CronValue {
  return { text: String(number), number };
}
