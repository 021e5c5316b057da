import { basename } from 'node:path';
import type { ForeachFrame, MetadataEntry } from '@mf/datastore';
import type { TaskRequest } from './task-request';

/** Metaflow records at most this many characters of the values of a task's foreach loops. */
const foreachStackLimit = 256;

/** What a task records of itself when it starts. */
export interface TaskOrigin {
  readonly flowFile: string;
  readonly storageType: string;
  readonly storageRoot: string;
  /** System tags of the run as `name:value`; Metaflow repeats them with every task. */
  readonly systemTags: readonly string[];
  readonly foreachStack: readonly ForeachFrame[];
  /** Records of the scheduler's own, by field. */
  readonly extra: Readonly<Record<string, string>>;
}

/** The metadata records that a task writes when it starts, with Metaflow's names and values. */
export function beginMetadata({ attempt, originRun }: TaskRequest, origin: TaskOrigin): MetadataEntry[] {
  const values = foreachValues(origin.foreachStack);
  const path = origin.foreachStack.map(({ step, index }) => `${step ?? ''}:${index ?? ''}`).join(',');
  const fields: [string, string | readonly string[]][] = [
    ...systemRecords(origin.systemTags, origin.flowFile),
    ['attempt', String(attempt)],
    // Metaflow writes Python's str(None) for a fresh run.
    ['origin-run-id', originRun ?? 'None'],
    ['ds-type', origin.storageType],
    ['ds-root', origin.storageRoot],
    ...(values.length > 0 ? [['foreach-stack', values] as [string, readonly string[]]] : []),
    ...(path === '' ? [] : [['foreach-execution-path', path] as [string, string]]),
    ...Object.entries(origin.extra),
  ];
  return fields.map(([field, value]) => ({ field, value, attempt }));
}

/**
 * What Metaflow records with every task about the program that runs it: the run's system tags, and the file of the flow.
 *
 * @param systemTags `name:value`
 * @returns fields and their values
 */
export function systemRecords(systemTags: readonly string[], flowFile: string): [string, string][] {
  const fields = systemTags.map((tag): [string, string] => {
    const colon = tag.indexOf(':');
    return [tag.slice(0, colon), tag.slice(colon + 1)];
  });
  return [...fields, ['script-name', basename(flowFile)]];
}

/** `variable=value` of each level, up to the first without a value, or to the limit. */
function foreachValues(stack: readonly ForeachFrame[]): string[] {
  const texts: string[] = [];
  let length = 0;
  for (const { variable, value } of stack) {
    if (!variable || !value) break;
    const text = `${variable}=${value}`;
    length += text.length;
    if (length > foreachStackLimit) break;
    texts.push(text);
  }
  return texts;
}
