import { compile, configuredIo } from '@mf/cli';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { batchResults } from '../batch-results';
import { configOptions } from '../config-options';
import type { TaskResult } from '../task-results';
import type { CompileExecutorOptions } from './options';
import { compileRequests } from './requests';

/** `mf compile` of the flows of all tasks in one process. */
export default function compileBatch(
  taskGraph: TaskGraph,
  options: Record<string, CompileExecutorOptions>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<TaskResult, undefined> {
  return batchResults(
    taskGraph,
    options,
    (one: CompileExecutorOptions) => compileRequests(one, root),
    configOptions,
    (requests, configs) => compile(requests, configuredIo(root), configs),
  );
}
