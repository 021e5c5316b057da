import type { ExecutorContext } from '@nx/devkit';
import { environmentWords } from '../environment-words';
import { runMf } from '../run-mf';
import type { UndeployExecutorOptions } from './options';

/** `mf undeploy`, of all flows of the project. */
export default function undeploy(
  options: UndeployExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runMf(['undeploy', ...environmentWords(options, context)], context);
}
