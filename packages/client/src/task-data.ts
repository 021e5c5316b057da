import type { ArtifactRecord } from '@mf/datastore';
import { loadValueSync } from './artifact-value';
import type { Context } from './context';

/** The artifacts of a task by name. A value is read when its property is, and kept. */
export type TaskData = Readonly<Record<string, unknown>>;

/** Makes the data of a task from the records of its artifacts. Names with a leading `_` are Metaflow's own. */
export function taskData(context: Context, records: readonly ArtifactRecord[]): TaskData {
  const data: Record<string, unknown> = Object.create(null);
  for (const record of records) {
    if (record.name.startsWith('_')) continue;
    let value: { readonly loaded: unknown } | undefined;
    const get = (): unknown => (value ??= { loaded: loadValueSync(context, record) }).loaded;
    Object.defineProperty(data, record.name, { enumerable: true, get });
  }
  return data;
}
