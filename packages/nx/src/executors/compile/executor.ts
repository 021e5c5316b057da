import { compile } from '@mf/cli/compile';
import { configuredIo, printOutcomes } from '@mf/cli/report';
import type { ExecutorContext } from '@nx/devkit';
import { configOptions } from '../config-options';
import { reportErrors } from '../report-errors';
import type { CompileExecutorOptions } from './options';
import { compileRequests } from './requests';

/** `mf compile`, of all flows of the project. */
export default function compileFlows(
  options: CompileExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ success: boolean }> {
  return reportErrors(async () => {
    const io = configuredIo(root);
    return {
      success: (await printOutcomes(compile(compileRequests(options, root), io, configOptions(options)), io)) === 0,
    };
  });
}
