import { NotFoundError, type Task } from '@mf/client';

/** `failed`: the last attempt failed and none is to follow. `running` also while a task waits for its first or next attempt. */
export type TaskState = 'running' | 'successful' | 'failed';

/** How long after its wait a retry may take to start, in milliseconds. */
const retryGrace = 60_000;

/**
 * What has become of a task, from what its attempts recorded. A task whose process was killed before it could record that counts as
 * running: nothing in a local datastore tells the two apart.
 */
export async function taskState(task: Task): Promise<TaskState> {
  const facts = await task.metadataDict;
  const done = facts['attempt-done'];
  if (done === undefined || Number(done) < Number(facts['attempt'] ?? 0)) return 'running';
  if (facts['attempt_ok'] === undefined ? await task.finished : facts['attempt_ok'] === 'True') return 'successful';
  return (await isRetryDue(task, Number(done))) ? 'running' : 'failed';
}

/** What is read of the artifact `_graph_info`. */
interface Graph {
  readonly steps?: Readonly<
    Record<string, { readonly decorators?: readonly { name: string; attributes: Record<string, unknown> }[] }>
  >;
}

/** Whether a failed attempt is to be followed by another. Past its time it no longer is: the run was stopped. */
async function isRetryDue(task: Task, attempt: number): Promise<boolean> {
  const [, , step = ''] = task.pathspec.split('/');
  const graph = await graphOf(task);
  const retry = graph?.steps?.[step]?.decorators?.find(({ name }) => name === 'retry')?.attributes;
  if (retry === undefined || attempt >= Number(retry['times'] ?? 3)) return false;
  const failedAt = (await task.finishedAt)?.getTime() ?? 0;
  return Date.now() < failedAt + Number(retry['minutes_between_retries'] ?? 2) * 60_000 + retryGrace;
}

/** The graph that the task was run with; undefined when it failed too early to have it. */
async function graphOf(task: Task): Promise<Graph | undefined> {
  try {
    return (await task.artifact('_graph_info').data) as Graph;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
