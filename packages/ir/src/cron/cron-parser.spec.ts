import { CronExpressionParser } from 'cron-parser';
import { readCron } from './read-cron';

/** Reproducible: a failure names its expression. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

interface Field {
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
  /** A number in front of the field's `/n`; on weekdays the readers of cron differ about its end. */
  readonly hasOpenSteps: boolean;
}

const minute: Field = { from: 0, to: 59, hasOpenSteps: true };
const hour: Field = { from: 0, to: 23, hasOpenSteps: true };
const day: Field = { from: 1, to: 31, hasOpenSteps: true };
const month: Field = {
  ...{ from: 1, to: 12, hasOpenSteps: true },
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const weekday: Field = {
  ...{ from: 0, to: 6, hasOpenSteps: false },
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};

const random = randomNumbers(20261126);

/** A field as somebody may write it, and the numbers that it means; `*` means what it says to everybody. */
function sample({ from, to, names, hasOpenSteps }: Field): {
  readonly text: (shift: number) => string;
  readonly means: string;
} {
  const value = () => from + random(to - from + 1);
  const write = (number: number, shift: number) => {
    const name = names?.[number - from];
    return name !== undefined && number % 2 === 0 ? name : String(number + shift);
  };
  const through = (start: number, end: number, step: number) => {
    const found: number[] = [];
    const count = to - from + 1;
    for (let at = start; at <= (end < start ? end + count : end); at += step) found.push(((at - from) % count) + from);
    return [...new Set(found)].sort((a, b) => a - b).join();
  };
  const [a, b, step] = [value(), value(), 2 + random(4)];
  switch (random(hasOpenSteps ? 6 : 5)) {
    case 0:
      return { text: () => '*', means: '*' };
    case 1:
      return { text: (shift) => write(a, shift), means: String(a) };
    case 2:
      return { text: (shift) => `${write(a, shift)}-${write(b, shift)}`, means: through(a, b, 1) };
    case 3:
      return { text: (shift) => `${write(a, shift)}-${write(b, shift)}/${step}`, means: through(a, b, step) };
    case 4:
      return {
        text: (shift) => (a === b ? write(a, shift) : `${write(a, shift)},${write(b, shift)}`),
        means: [...new Set([a, b])].sort((x, y) => x - y).join(),
      };
    default:
      return { text: (shift) => `${write(a, shift)}/${step}`, means: through(a, to, step) };
  }
}

/** The next times of an expression as cron-parser reads it; undefined when it never comes. */
function times(cron: string): string[] | undefined {
  try {
    const expression = CronExpressionParser.parse(cron, { currentDate: new Date('2026-03-01T00:00:30Z'), tz: 'UTC' });
    return Array.from({ length: 5 }, () => expression.next().toISOString() ?? '');
  } catch (error) {
    if (/Invalid explicit day of month|loop limit|out of bounds/i.test((error as Error).message)) return undefined;
    throw error;
  }
}

function read(expression: string): string {
  const reading = readCron(expression);
  if (!reading.ok) throw new Error(`${expression}: ${reading.reason}`);
  return reading.cron;
}

it('five fields start at the times at which cron-parser would, also where they go over an end', () => {
  let compared = 0;
  for (let count = 0; count < 300; count++) {
    const fields = [minute, hour, day, month, weekday].map(sample);
    const means = fields.map((field) => field.means).join(' ');
    const expected = times(means);
    // Of days that no month has, ours says more.
    if (expected === undefined) continue;
    const written = fields.map(({ text }) => text(0)).join(' ');
    expect([written, times(read(written))]).toEqual([written, expected]);
    compared++;
  }
  expect(compared).toBeGreaterThan(200);
});

it('the six fields of AWS start when the five with the same meaning do', () => {
  for (let count = 0; count < 200; count++) {
    const [m, h, mo, d] = [minute, hour, month, weekday].map(sample) as [
      ReturnType<typeof sample>,
      ReturnType<typeof sample>,
      ReturnType<typeof sample>,
      ReturnType<typeof sample>,
    ];
    const written = `${m.text(0)} ${h.text(0)} ? ${mo.text(0)} ${d.text(1)} *`;
    const expected = times(`${m.means} ${h.means} * ${mo.means} ${d.means}`);
    expect([written, times(read(written))]).toEqual([written, expected]);
  }
});

it.each(['* * * * MON#1', '0 0 L * *', '0 0 1,15 * MON', '@hourly', '@weekly'])('%s means the same to both', (cron) => {
  expect(times(read(cron))).toEqual(times(cron));
});

it('what cron-parser reads as something else than Airflow is refused, or said plainly', () => {
  // Seconds first, where Airflow takes them last and AWS has a year.
  expect(times('0 10 * * ? *')).not.toEqual(times('0 10 * * *'));
  expect(read('0 10 * * ? *')).toBe('0 10 * * *');
  expect(readCron('0 10 * * * *').ok).toBe(false);
  // Either of the days to one, both to the other.
  expect(readCron('0 0 1 * MON#2').ok).toBe(false);
  // An error to cron-parser; a night to every cron.
  expect(() => times('0 22-4 * * *')).toThrow('Invalid range');
  expect(read('0 22-4 * * *')).toBe('0 22,23,0,1,2,3,4 * * *');
});
