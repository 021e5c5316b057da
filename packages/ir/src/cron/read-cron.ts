import { awsWeekdayField, hourField, minuteField, monthField, printItem, readItems, weekdayField } from './cron-field';
import { type CronReading, UnreadableCron } from './cron-reading';
import { readDayOfMonth, readDayOfWeek } from './days';
import { rejectImpossibleDate } from './impossible-date';

/**
 * Reads a cron expression and gives it as Airflow's cron (croniter) takes it: five fields, minute first, 0 and 7 for Sunday.
 *
 * Taken are five fields, which mean what they mean to every cron, and the six of AWS, which is what Metaflow's `@schedule` documents:
 * minute, hour, day of month, month, day of week (1 is Sunday), year, where one of the two days is `?`. Anything else of six fields is
 * refused, because Airflow accepts it and takes the sixth field for seconds.
 */
export function readCron(expression: string): CronReading {
  try {
    return { ok: true, cron: convert(expression) };
  } catch (error) {
    if (error instanceof UnreadableCron) return { ok: false, reason: error.reason, advice: error.advice };
    throw error;
  }
}

function convert(expression: string): string {
  const text = expression.trim();
  if (text.startsWith('@')) return preset(text);
  const fields = text === '' ? [] : text.split(/\s+/);
  if (fields.length === 5) return fiveFields(fields);
  if (fields.length === 6) return awsFields(fields);
  throw new UnreadableCron(
    fields.length === 0 ? 'it is empty' : `it has ${fields.length} field${fields.length > 1 ? 's' : ''}`,
    "Write five fields: minute, hour, day of month, month, day of week, e.g. '0 10 * * *' for every day at 10:00.",
  );
}

/** Days of month and of week that are both restricted mean either of them, as in every cron; but not with `#`, where croniter wants both. */
function fiveFields([minute, hour, dayOfMonth, month, dayOfWeek]: readonly string[]): string {
  const cron = [
    items(minute, minuteField),
    items(hour, hourField),
    dayOfMonth === '?' ? '*' : readDayOfMonth(dayOfMonth as string),
    items(month, monthField),
    dayOfWeek === '?' ? '*' : readDayOfWeek(dayOfWeek as string, weekdayField),
  ];
  if (cron[2] !== '*' && cron[4]?.includes('#')) {
    throw new UnreadableCron(
      `Airflow's cron reads a day of month together with ${cron[4]} as a day that is both`,
      'Restrict only one of the two days, and use * for the other one.',
    );
  }
  rejectImpossibleDate(cron);
  return cron.join(' ');
}

function awsFields([minute, hour, dayOfMonth, month, dayOfWeek, year]: readonly string[]): string {
  if (year === '?') {
    throw new UnreadableCron(
      'it has six fields with ? as the last one, as Quartz writes it with seconds first, and Airflow would take the last field for seconds',
      'Leave out the first field (the seconds), so that five are left, and note that Quartz counts weekdays from 1 for Sunday.',
    );
  }
  if (dayOfMonth !== '?' && dayOfWeek !== '?') {
    throw new UnreadableCron(
      'it has six fields and is not in AWS style (no ? for one of the days), and Airflow would take the sixth field for seconds',
      'Write five fields: minute, hour, day of month, month, day of week. In AWS style one of the two days must be ?.',
    );
  }
  if (dayOfMonth === '?' && dayOfWeek === '?') {
    throw new UnreadableCron(
      'both days are ?',
      'Use * for one of the two days, e.g. 0 10 * * ? * for every day at 10:00.',
    );
  }
  if (year !== '*') {
    throw new UnreadableCron(
      `it is restricted to the year ${year}, which Airflow's cron cannot say`,
      'Use * for the year, or five fields without it.',
    );
  }
  const cron = [
    items(minute, minuteField),
    items(hour, hourField),
    dayOfMonth === '?' ? '*' : readDayOfMonth(dayOfMonth as string),
    items(month, monthField),
    dayOfWeek === '?' ? '*' : readDayOfWeek(dayOfWeek as string, awsWeekdayField),
  ];
  rejectImpossibleDate(cron);
  return cron.join(' ');
}

function items(text: string | undefined, field: typeof minuteField): string {
  return readItems(text as string, field)
    .map((item) => printItem(item, field))
    .join(',');
}

const presets: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

function preset(text: string): string {
  const cron = presets[text.toLowerCase()];
  if (cron !== undefined) return cron;
  throw new UnreadableCron(`there is no ${text}`, `Use one of ${Object.keys(presets).join(', ')}, or five fields.`);
}
