import { check } from '@mf/cli/check';
import { configuredIo } from '@mf/cli/report';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { batchResults } from '../batch-results';
import { configOptions } from '../config-options';
import { listedValues } from '../mf-words';
import type { TaskResult } from '../task-results';
import type { CheckExecutorOptions } from './options';
import { checkRequests, checkTarget } from './requests';

/** `mf check` of the flows of all tasks in one process. */
export default function checkBatch(
  taskGraph: TaskGraph,
  options: Record<string, CheckExecutorOptions>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<TaskResult, undefined> {
  return batchResults(
    taskGraph,
    options,
    checkRequests,
    (one) => ({
      with: listedValues({ ...one }, 'with'),
      ...checkTarget(one),
      configs: configOptions(one),
    }),
    (requests, { configs, ...added }) => check(requests, added, configuredIo(root), configs),
  );
}
