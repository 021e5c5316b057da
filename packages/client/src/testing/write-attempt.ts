import {
  type Datastore,
  logPath,
  LogWriter,
  type MetadataWriter,
  type MetaflowExceptionWrapper,
  type TaskPath,
} from '@mf/datastore';

/** Writes runs of a flow `F` as a user. */
export function flowWriter(datastore: Datastore, user: string, tags: readonly string[] = []): MetadataWriter {
  return datastore.metadata.writer('F', { user, tags, systemTags: [`user:${user}`, 'runtime:dev'] });
}

export interface AttemptContent {
  readonly attempt?: number;
  readonly values?: Record<string, unknown>;
  readonly ok?: boolean;
  readonly stdout?: string;
  readonly exception?: MetaflowExceptionWrapper;
  /** Further fields of the task's metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Writes one attempt of a task of the flow `F`, as a runner would. */
export async function writeAttempt(
  datastore: Datastore,
  writer: MetadataWriter,
  place: Omit<TaskPath, 'flow'>,
  content: AttemptContent = {},
): Promise<void> {
  const { attempt = 0, values = {}, ok = true, stdout = '', exception = null, metadata = {} } = content;
  const path = { flow: 'F', ...place };
  await writer.registerRun(path.run);
  await writer.registerTask(path, path.task);
  const writing = await datastore.flow('F').startAttempt(path, attempt, writer);
  const facts = {
    attempt: String(attempt),
    'ds-type': datastore.storage.type,
    'ds-root': datastore.storage.root,
    ...metadata,
  };
  await writer.addMetadata(
    path,
    Object.entries(facts).map(([field, value]) => ({ field, value, attempt })),
  );
  for (const [name, value] of Object.entries({ ...values, _success: ok, _task_ok: ok, _exception: exception })) {
    await writing.save(name, value);
  }
  const log = new LogWriter(datastore.storage, logPath(path, attempt, 'task', 'stdout'), 'task');
  await log.write(stdout);
  await log.close();
  await writing.done();
}
