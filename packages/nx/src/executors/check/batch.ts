import { check, processIo } from '@mf/cli';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { describeError } from '../report-errors';
import { taskResults, type TaskResult } from '../task-results';
import type { CheckExecutorOptions } from './options';

/** `mf check` of the flows of all tasks in one process. */
export default function checkBatch(
  taskGraph: TaskGraph,
  options: Record<string, CheckExecutorOptions>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<TaskResult, undefined> {
  const tasks = Object.keys(taskGraph.tasks).map((id) => ({ id, requests: () => options[id]!.files }));
  return taskResults(tasks, (files) => check(files, { ...processIo(), cwd: root }), describeError);
}
