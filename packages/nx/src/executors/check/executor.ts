import { check } from '@mf/cli/check';
import { configuredIo, printOutcomes } from '@mf/cli/report';
import type { ExecutorContext } from '@nx/devkit';
import { configOptions } from '../config-options';
import { listedValues } from '../mf-words';
import { reportErrors } from '../report-errors';
import type { CheckExecutorOptions } from './options';
import { checkRequests, checkTarget } from './requests';

/** `mf check`, of all flows of the project. */
export default function checkFlows(
  options: CheckExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ success: boolean }> {
  const added = { with: listedValues({ ...options }, 'with'), ...checkTarget(options) };
  return reportErrors(async () => {
    const io = configuredIo(root);
    return {
      success: (await printOutcomes(check(checkRequests(options), added, io, configOptions(options)), io)) === 0,
    };
  });
}
