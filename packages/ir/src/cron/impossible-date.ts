import { dayOfMonthField, monthField, readItems } from './cron-field';
import { UnreadableCron } from './cron-reading';

/** February counts with its leap day. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Refuses a date that no year has, such as the 30th of February: Airflow would fail on it whenever it looks for the next run. With a day
 * of week there is always a next one.
 *
 * @param cron the five fields
 * @throws UnreadableCron
 */
export function rejectImpossibleDate([, , dayOfMonth, month, dayOfWeek]: readonly string[]): void {
  if (dayOfMonth === undefined || month === undefined || dayOfWeek !== '*') return;
  if (dayOfMonth.split(',').some((item) => item === 'L')) return;
  const firstDay = Math.min(
    ...readItems(dayOfMonth, dayOfMonthField).map(({ from, to }) => lowest(from?.number, to?.number, 1)),
  );
  const days = readItems(month, monthField).flatMap(({ from, to, step }) => {
    const start = from?.number ?? 1;
    const end = to?.number ?? (from && step === undefined ? start : 12);
    return longest.filter((_, index) =>
      start <= end ? index + 1 >= start && index + 1 <= end : index + 1 >= start || index + 1 <= end,
    );
  });
  if (firstDay <= Math.max(...days)) return;
  throw new UnreadableCron(
    `no month in it has a day ${firstDay}`,
    'Use a day that the month has, or L for its last day.',
  );
}

/** A range over the end (28-2) holds the first day. */
function lowest(from: number | undefined, to: number | undefined, first: number): number {
  if (from === undefined) return first;
  return to !== undefined && to < from ? first : from;
}
