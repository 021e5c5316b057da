import { takeOverRecords, type TaskPath } from '@mf/datastore';
import { systemRecords } from '../task/begin-metadata';
import type { RunSetting } from './run-setting';

/**
 * Makes what an attempt on another machine has recorded known here. One whose machine was gone before it could leave anything gets the
 * records without which readers find neither the attempt nor what it printed.
 */
export async function takeOver(setting: RunSetting, path: TaskPath, attempt: number): Promise<void> {
  const { datastore, metadata, graph, originRun } = setting;
  if (await takeOverRecords(datastore, path, attempt)) return;
  if (datastore.metadata.type !== 'local') return;
  const { type, root } = datastore.storage;
  const fields: [string, string][] = [
    ...systemRecords(metadata.identity.systemTags ?? [], graph.flow.at.file),
    ['attempt', String(attempt)],
    ['origin-run-id', originRun ?? 'None'],
    ['ds-type', type],
    ['ds-root', root],
  ];
  await metadata.addMetadata(
    path,
    fields.map(([field, value]) => ({ field, value, attempt })),
  );
}
