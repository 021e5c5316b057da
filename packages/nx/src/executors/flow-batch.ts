import { type CommandIo, type ConfigOptions, configuredIo } from '@mf/cli/report';
import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { batchResults } from './batch-results';
import { type ConfigExecutorOptions, configOptions } from './config-options';
import type { Execute, TaskResult } from './task-results';

/** Executor of a batch for a command that reads flows: those of all tasks in one process. */
export function flowBatch<Options extends ConfigExecutorOptions, Request>(
  requests: (options: Options, root: string) => readonly Request[],
  command: (requests: readonly Request[], io: CommandIo, configs: ConfigOptions) => ReturnType<Execute<Request>>,
) {
  return (
    taskGraph: TaskGraph,
    options: Record<string, Options>,
    _overrides: unknown,
    { root }: ExecutorContext,
  ): AsyncGenerator<TaskResult, undefined> =>
    batchResults(
      taskGraph,
      options,
      (one: Options) => requests(one, root),
      configOptions,
      (all, configs) => command(all, configuredIo(root), configs),
    );
}
