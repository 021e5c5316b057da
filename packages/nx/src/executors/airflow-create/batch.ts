import { airflowCreate, processIo } from '@mf/cli';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { describeError } from '../report-errors';
import { taskResults, type TaskResult } from '../task-results';
import type { AirflowCreateExecutorOptions } from './options';
import { airflowCreateRequests } from './requests';

/** `mf airflow create` of the flows of all tasks in one process. */
export default function airflowCreateBatch(
  taskGraph: TaskGraph,
  options: Record<string, AirflowCreateExecutorOptions>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<TaskResult, undefined> {
  const tasks = Object.keys(taskGraph.tasks).map((id) => ({
    id,
    requests: () => airflowCreateRequests(options[id]!, root),
  }));
  return taskResults(tasks, (requests) => airflowCreate(requests, { ...processIo(), cwd: root }), describeError);
}
