import type { MetadataProvider, MetadataQuery, MetadataRecord, TaskPath } from '@mf/datastore';

/** Fields by which a task that was cloned by `resume` names its origin. */
const ORIGIN_FIELDS = ['origin-run-id', 'origin-task-id'];

/**
 * Metadata records of a task, oldest first. A task that was cloned by `resume` has, in addition, the latest record of
 * each field of its origin that it does not have itself, as Metaflow's client shows it.
 */
export async function taskMetadata(
  provider: MetadataProvider,
  task: TaskPath,
  query: MetadataQuery = {},
): Promise<MetadataRecord[]> {
  const { fields } = query;
  const wanted = fields ? { ...query, fields: [...new Set([...fields, ...ORIGIN_FIELDS])] } : query;
  const records = await provider.metadata(task, wanted);
  const own = latestByField(records);
  const originTask = own.get('origin-task-id')?.value;
  const originRun = own.get('origin-run-id')?.value;
  if (typeof originTask === 'string' && typeof originRun === 'string') {
    const origin = await taskMetadata(
      provider,
      { ...task, run: originRun, task: originTask },
      fields ? { fields } : {},
    );
    for (const [field, record] of latestByField(origin)) if (!own.has(field)) records.push(record);
    records.sort((a, b) => a.createdAt - b.createdAt);
  }
  return fields ? records.filter(({ field }) => fields.includes(field)) : records;
}

/** The latest record of each field. */
export function latestByField(records: readonly MetadataRecord[]): Map<string, MetadataRecord> {
  return new Map(records.map((record) => [record.field, record]));
}

/** The latest value of a field of a task, when it is a text. */
export async function latestText(
  provider: MetadataProvider,
  task: TaskPath,
  field: string,
  attempt?: number,
): Promise<string | undefined> {
  const records = await taskMetadata(
    provider,
    task,
    attempt === undefined ? { fields: [field] } : { fields: [field], attempt },
  );
  const value = records.at(-1)?.value;
  return typeof value === 'string' ? value : undefined;
}
