import { readCron } from '../cron/read-cron';
import type { FlowIR } from '../flow-ir';
import type { JsonObject } from '../json';
import type { Position } from '../position';
import type { LintRule } from './lint-rule';
import { listed } from './wording';

export const scheduleRules: readonly LintRule[] = [
  {
    code: 'MF1410',
    summary: '`@schedule` says several times or none',
    *check({ ir }) {
      for (const { attributes, at } of schedules(ir)) {
        const kinds = ['cron', 'weekly', 'daily', 'hourly'].filter(
          (kind) => attributes[kind] !== false && attributes[kind] != null,
        );
        if (kinds.length === 1) continue;
        yield {
          at,
          message:
            kinds.length === 0
              ? 'The schedule says no time at which the flow should start.'
              : `The schedule says ${listed(kinds)}, but a flow has one schedule.`,
          advice: "Use one of daily: true, hourly: true, weekly: true or cron: '...'.",
        };
      }
    },
  },
  {
    code: 'MF1411',
    summary: 'a cron expression that cannot be read, or that Airflow would read as something else',
    *check({ ir }) {
      for (const { attributes, at } of schedules(ir)) {
        if (attributes['cron'] == null) continue;
        const { cron } = attributes;
        const reading =
          typeof cron === 'string'
            ? readCron(cron)
            : { ok: false as const, reason: 'it is no text', advice: "Write it as text, e.g. '0 10 * * *'." };
        if (reading.ok) continue;
        yield {
          at,
          message: `The cron expression ${JSON.stringify(cron)} cannot be used: ${reading.reason}.`,
          advice: reading.advice,
        };
      }
    },
  },
  {
    code: 'MF1412',
    summary: 'a time zone that does not exist',
    *check({ ir }) {
      for (const { attributes, at } of schedules(ir)) {
        const { timezone } = attributes;
        if (timezone == null || (typeof timezone === 'string' && isTimeZone(timezone))) continue;
        yield {
          at,
          message: `There is no time zone ${JSON.stringify(timezone)}.`,
          advice: "Use a name of the IANA time zone database, e.g. 'Europe/Berlin', or leave it out for UTC.",
        };
      }
    },
  },
];

/** The schedules whose attributes are known: they are not while the flow cannot be loaded. */
function schedules(ir: FlowIR): { readonly attributes: JsonObject; readonly at: Position }[] {
  return ir.decorators
    .filter(({ name, attributes }) => name === 'schedule' && Object.keys(attributes).length > 0)
    .map(({ attributes, at }) => ({ attributes, at: at ?? ir.at }));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets such as +01:00 are no names, and Airflow takes names.
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
