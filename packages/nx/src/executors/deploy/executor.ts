import { configuredIo, printOutcomes } from '@mf/cli/report';
import type { ExecutorContext } from '@nx/devkit';
import { configOptions } from '../config-options';
import { reportErrors } from '../report-errors';
import type { DeployExecutorOptions } from './options';
import { deployFiles } from './requests';
import { sharedDeployOptions, toldOutcomes } from './told-outcomes';

/** `mf deploy`, of all flows of the project. */
export default function deploy(
  options: DeployExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ success: boolean }> {
  return reportErrors(async () => {
    const io = configuredIo(root);
    const outcomes = toldOutcomes(deployFiles(options), sharedDeployOptions(options), io, configOptions(options));
    return { success: (await printOutcomes(outcomes, io)) === 0 };
  });
}
