import { mf } from '@mf/cli';
import type { ExecutorContext } from '@nx/devkit';

/**
 * Runs `mf` in this process as if it had been called from the workspace root, wherever `nx` was called from: relative paths, `.metaflow`
 * and thus results are the same from every folder. Fails as `mf` does.
 */
export async function runMf(
  words: readonly string[],
  context: Pick<ExecutorContext, 'root'>,
): Promise<{ success: boolean }> {
  return { success: (await mf([...words], { cwd: context.root })) === 0 };
}
