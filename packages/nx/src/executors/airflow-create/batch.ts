import { airflowCreate, configuredIo } from '@mf/cli';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { batchResults } from '../batch-results';
import { configOptions } from '../config-options';
import type { TaskResult } from '../task-results';
import type { AirflowCreateExecutorOptions } from './options';
import { airflowCreateRequests } from './requests';

/** `mf airflow create` of the flows of all tasks in one process. */
export default function airflowCreateBatch(
  taskGraph: TaskGraph,
  options: Record<string, AirflowCreateExecutorOptions>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<TaskResult, undefined> {
  return batchResults(
    taskGraph,
    options,
    (one: AirflowCreateExecutorOptions) => airflowCreateRequests(one, root),
    configOptions,
    (requests, configs) => airflowCreate(requests, configuredIo(root), configs),
  );
}
