import type { ExecutorContext } from '@nx/devkit';
import { environmentWords } from '../environment-words';
import { runMf } from '../run-mf';
import type { RollbackExecutorOptions } from './options';

/** `mf rollback`, of all flows of the project. */
export default function rollback(
  options: RollbackExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runMf(['rollback', ...environmentWords(options, context)], context);
}
