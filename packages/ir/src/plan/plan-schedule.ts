import { readCron } from '../cron/read-cron';
import type { DecoratorIR } from '../flow-ir';
import type { PlannedSchedule } from './plan';

/**
 * When a scheduler starts the flow, by its `@schedule`; undefined when it has none. Of several ways to say it, Metaflow's order
 * counts: cron, weekly, hourly, daily, and daily is what a bare `@schedule` means.
 *
 * @throws RangeError for a cron expression that cannot be read: lint has to come first.
 */
export function planSchedule(decorators: readonly DecoratorIR[]): PlannedSchedule | undefined {
  const attributes = decorators.find(({ name }) => name === 'schedule')?.attributes;
  if (attributes === undefined) return undefined;
  const { cron, weekly, hourly, daily, timezone } = attributes;
  const zone = typeof timezone === 'string' ? { timezone } : {};
  if (typeof cron === 'string') return { cron: fiveFields(cron), ...zone };
  if (weekly === true) return { cron: '@weekly', ...zone };
  if (hourly === true) return { cron: '@hourly', ...zone };
  return daily === false ? undefined : { cron: '@daily', ...zone };
}

function fiveFields(expression: string): string {
  const reading = readCron(expression);
  if (!reading.ok) throw new RangeError(`@schedule: ${JSON.stringify(expression)}: ${reading.reason}`);
  return reading.cron;
}
