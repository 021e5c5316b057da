import { configuredIo } from '@mf/cli/report';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { batchResults } from '../batch-results';
import { configOptions } from '../config-options';
import type { TaskResult } from '../task-results';
import type { DeployExecutorOptions } from './options';
import { deployFiles } from './requests';
import { sharedDeployOptions, toldOutcomes } from './told-outcomes';

/** `mf deploy` of the flows of all tasks in one process: where DAGs are in git, that is one commit. */
export default function deployBatch(
  taskGraph: TaskGraph,
  options: Record<string, DeployExecutorOptions>,
  _overrides: unknown,
  { root }: ExecutorContext,
): AsyncGenerator<TaskResult, undefined> {
  return batchResults(
    taskGraph,
    options,
    deployFiles,
    (one) => ({ shared: sharedDeployOptions(one), configs: configOptions(one) }),
    (files, { shared, configs }) => toldOutcomes(files, shared, configuredIo(root), configs),
  );
}
