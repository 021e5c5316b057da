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
        const meant = typeof timezone === 'string' ? otherwiseWritten(timezone) : undefined;
        yield {
          at,
          message: `There is no time zone ${JSON.stringify(timezone)}.`,
          advice: meant
            ? `Write it '${meant}': Airflow tells upper from lower case.`
            : "Use a name of the IANA time zone database, e.g. 'Europe/Berlin', or leave it out for UTC.",
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

/**
 * Whether Airflow knows the name, as Python's zoneinfo does: in the case of the IANA database. What `Intl` knows besides are the short names of
 * Java, zones that are gone, and offsets.
 */
function isTimeZone(name: string): boolean {
  const canonical = canonicalTimeZone(name);
  if (canonical === undefined || otherwiseWritten(name) !== undefined) return false;
  if (/^[A-Z]{3}$/.test(name)) return ianaAbbreviations.has(name);
  return /^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(name) && !/^SystemV\/|^US\/Pacific-New$/.test(name);
}

const ianaAbbreviations: ReadonlySet<string> = new Set(
  'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' '),
);

/** The name in its own case, where it is the case alone that is wrong. */
function otherwiseWritten(name: string): string | undefined {
  const canonical = canonicalTimeZone(name);
  return canonical !== undefined && canonical !== name && canonical.toLowerCase() === name.toLowerCase()
    ? canonical
    : undefined;
}

function canonicalTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
