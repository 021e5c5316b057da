import { configuredIo, image } from '@mf/cli';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { batchResults } from '../batch-results';
import { configOptions } from '../config-options';
import type { TaskResult } from '../task-results';
import type { ImageExecutorOptions } from './options';
import { imageRequests } from './requests';

/** `mf image` of the flows of all tasks in one process. */
export default function imageBatch(
  taskGraph: TaskGraph,
  options: Record<string, ImageExecutorOptions>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<TaskResult, undefined> {
  return batchResults(
    taskGraph,
    options,
    (one: ImageExecutorOptions) => imageRequests(one, root),
    configOptions,
    (requests, configs) => image(requests, configuredIo(root), configs),
  );
}
