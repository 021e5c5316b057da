import { compile, processIo } from '@mf/cli';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { describeError } from '../report-errors';
import { taskResults, type TaskResult } from '../task-results';
import type { CompileExecutorOptions } from './options';
import { compileRequests } from './requests';

/** `mf compile` of the flows of all tasks in one process. */
export default function compileBatch(
  taskGraph: TaskGraph,
  options: Record<string, CompileExecutorOptions>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<TaskResult, undefined> {
  const tasks = Object.keys(taskGraph.tasks).map((id) => ({ id, requests: () => compileRequests(options[id]!, root) }));
  return taskResults(tasks, (requests) => compile(requests, { ...processIo(), cwd: root }), describeError);
}
