import { isBeating, type MetadataRecord, readOutcome, readRunPulse, type TaskPath } from '@mf/datastore';
import type { Context } from './context';
import { NotFoundError } from './errors';

/** `failed`: the last attempt failed and none is to follow. `running` also while a task waits for its first or next attempt. */
export type TaskState = 'running' | 'successful' | 'failed';

/** What is asked of the task, whatever its flow. */
interface TaskRead {
  readonly pathspec: string;
  readonly finished: Promise<boolean>;
  readonly finishedAt: Promise<Date | undefined>;
  readonly metadataDict: Promise<Readonly<Record<string, MetadataRecord['value']>>>;
  artifact(name: string): { readonly data: Promise<unknown> };
}

/** How long after its wait a retry may take to start, in milliseconds. */
const retryGrace = 60_000;

/**
 * What has become of a task: from what its attempts recorded, from how their processes ended where a scheduler has noted that, and
 * from whether that scheduler is still there.
 *
 * @throws NotFoundError, NamespaceMismatchError
 */
export async function readTaskState(task: TaskRead, { datastore }: Context, path: TaskPath): Promise<TaskState> {
  const facts = await task.metadataDict;
  const attempt = Number(facts['attempt'] ?? 0);
  const done = facts['attempt-done'];
  const isRecorded = done !== undefined && Number(done) >= attempt;
  if (isRecorded && (await isOk(task, facts))) return 'successful';
  const pulse = await readRunPulse(datastore.storage, path);
  if (pulse && !isBeating(pulse, Date.now())) return 'failed';
  // Without a record the process runs, or was ended from outside.
  if (!isRecorded && !(await readOutcome(datastore.storage, path, attempt))) return 'running';
  const isDue = await isRetryDue(task, attempt, isRecorded ? await task.finishedAt : undefined);
  return isDue ? 'running' : 'failed';
}

async function isOk(task: TaskRead, facts: Readonly<Record<string, MetadataRecord['value']>>): Promise<boolean> {
  return facts['attempt_ok'] === undefined ? task.finished : facts['attempt_ok'] === 'True';
}

/** What is read of the artifact `_graph_info`. */
interface Graph {
  readonly steps?: Readonly<
    Record<string, { readonly decorators?: readonly { name: string; attributes: Record<string, unknown> }[] }>
  >;
}

/** Whether a failed attempt is to be followed by another. Past its time it no longer is: the run was stopped. */
async function isRetryDue(task: TaskRead, attempt: number, failedAt = new Date(0)): Promise<boolean> {
  const [, , step = ''] = task.pathspec.split('/');
  const graph = await graphOf(task);
  const retry = graph?.steps?.[step]?.decorators?.find(({ name }) => name === 'retry')?.attributes;
  if (retry === undefined || attempt >= Number(retry['times'] ?? 3)) return false;
  return Date.now() < failedAt.getTime() + Number(retry['minutes_between_retries'] ?? 2) * 60_000 + retryGrace;
}

/** The graph that the task was run with; undefined when it failed too early to have it. */
async function graphOf(task: TaskRead): Promise<Graph | undefined> {
  try {
    return (await task.artifact('_graph_info').data) as Graph;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
