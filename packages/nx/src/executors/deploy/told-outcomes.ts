import { deployFlows, planTable } from '@mf/cli/delivery';
import type { CommandIo, ConfigOptions, FlowOutcome } from '@mf/cli/report';
import type { DeployExecutorOptions } from './options';

/** What all flows of a deployment have in common. */
export type SharedDeployOptions = Omit<DeployExecutorOptions, 'files' | 'config' | 'configValue'>;

export function sharedDeployOptions(options: DeployExecutorOptions): SharedDeployOptions {
  const { environment, dryRun, wait, timeout, authorize } = options;
  return { environment, dryRun, wait, timeout, authorize };
}

/** Deploys flows. Each says what has become of it, or would. */
export async function* toldOutcomes(
  files: readonly string[],
  { wait = true, timeout = 600, ...options }: SharedDeployOptions,
  io: CommandIo,
  configs: ConfigOptions,
): AsyncGenerator<FlowOutcome> {
  for await (const outcome of deployFlows({ ...options, files, wait, timeout }, io, configs)) {
    const plan = options.dryRun ? planTable([outcome], io) : '';
    yield { ...outcome, terminalOutput: outcome.terminalOutput + plan };
  }
}
