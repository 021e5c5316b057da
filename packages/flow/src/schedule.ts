import { type FlowDecorator, flowDecorator } from './flow-decorator';
import { type OptionNames, unknownOptions } from './unknown-options';

/** When a deployed flow starts: one of four ways to say it. Every day at midnight where none is said. */
export type ScheduleOptions = (
  | { /** A cron expression of five fields. */ cron: string; daily?: never; hourly?: never; weekly?: never }
  | { /** Every day at midnight. */ daily: true; cron?: never; hourly?: never; weekly?: never }
  | { /** At the start of every hour. */ hourly: true; cron?: never; daily?: never; weekly?: never }
  | { /** On Sundays at midnight. */ weekly: true; cron?: never; daily?: never; hourly?: never }
  | { cron?: never; daily?: never; hourly?: never; weekly?: never }
) & {
  /** Name of an IANA time zone, e.g. `Europe/Berlin`; UTC without it. */
  timezone?: string;
};

const names: OptionNames<ScheduleOptions> = { cron: true, daily: true, hourly: true, weekly: true, timezone: true };

/** Start the deployed flow by the clock. Metaflow's `@schedule`; a local run pays no heed to it. */
export function schedule(options: ScheduleOptions = {}): FlowDecorator {
  const isSaid = ['cron', 'weekly', 'daily', 'hourly'].some((kind) => kind in options);
  return flowDecorator({
    name: 'schedule',
    attributes: {
      cron: options.cron ?? null,
      weekly: options.weekly ?? false,
      daily: options.daily ?? !isSaid,
      hourly: options.hourly ?? false,
      timezone: options.timezone ?? null,
    },
    ...unknownOptions(options, names),
  });
}
