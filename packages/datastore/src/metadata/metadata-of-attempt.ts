import type { MetadataRecord } from './records';

/**
 * The metadata records of one attempt, by Metaflow's rule: those tagged `attempt_id:N`. Where some record of the task
 * has no such tag (data of old versions, records that are not about an attempt), those written between the start of
 * the attempt and the start of the next.
 * @param records all records of a task
 */
export function metadataOfAttempt(records: readonly MetadataRecord[], attempt: number): MetadataRecord[] {
  const attempts = records.map(attemptOf);
  if (!attempts.includes(undefined)) return records.filter((_, i) => attempts[i] === attempt);
  const starts = new Map<number, number>();
  for (const { field, value, createdAt } of records) {
    if (field === 'attempt') starts.set(Number(value), createdAt);
  }
  const start = starts.get(attempt);
  if (start === undefined) return [];
  const end = starts.get(attempt + 1) ?? Infinity;
  return records.filter(({ createdAt }) => createdAt >= start && createdAt < end);
}

function attemptOf({ tags }: MetadataRecord): number | undefined {
  for (const tag of tags) {
    const match = /^attempt_id:(\d+)/.exec(tag);
    if (match) return Number(match[1]);
  }
  return undefined;
}
