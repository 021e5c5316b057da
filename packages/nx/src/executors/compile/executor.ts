import { compile, printOutcomes, processIo } from '@mf/cli';
import type { ExecutorContext } from '@nx/devkit';
import { reportErrors } from '../report-errors';
import type { CompileExecutorOptions } from './options';
import { compileRequests } from './requests';

/** `mf compile`, of all flows of the project. */
export default function compileFlows(
  options: CompileExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ success: boolean }> {
  const io = { ...processIo(), cwd: root };
  return reportErrors(async () => ({
    success: (await printOutcomes(compile(compileRequests(options, root), io), io)) === 0,
  }));
}
