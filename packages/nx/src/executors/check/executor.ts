import type { ExecutorContext } from '@nx/devkit';
import { runMf } from '../run-mf';
import type { CheckExecutorOptions } from './options';

/** `mf check`, of all flows of the project. */
export default function check(
  { files }: CheckExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runMf(['check', ...files], context);
}
