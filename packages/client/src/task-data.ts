import type { ArtifactRecord } from '@mf/datastore';
import { loadValueSync } from './artifact-value';
import type { Context } from './context';
import type { AnyFlow, FlowFields } from './flow-fields';

/** The artifacts of a task by name, with the types of the flow's class. A value is read when its property is, and kept. */
export type TaskData<F = AnyFlow> = FlowFields<F>;

/** Makes the data of a task from the records of its artifacts. Names with a leading `_` are Metaflow's own. */
export function taskData<F>(context: Context, records: readonly ArtifactRecord[]): TaskData<F> {
  const data: Record<string, unknown> = Object.create(null);
  for (const record of records) {
    if (record.name.startsWith('_')) continue;
    let value: { readonly loaded: unknown } | undefined;
    const get = (): unknown => (value ??= { loaded: loadValueSync(context, record) }).loaded;
    Object.defineProperty(data, record.name, { enumerable: true, get });
  }
  return data as TaskData<F>;
}
