import { mf } from '@mf/cli';
import type { ExecutorContext } from '@nx/devkit';
import type { TestExecutorOptions } from './options';

/**
 * `mf test`, of all specs of the project at once. Metaflow's variables stay outside: a default parameter or a datastore of the one who
 * runs the tests first would be in a result that everybody takes from the cache. A spec sets those that it needs itself.
 */
export default async function test(
  { files }: TestExecutorOptions,
  { root }: ExecutorContext,
): Promise<{ success: boolean }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('METAFLOW_')));
  return { success: (await mf(['test', ...files], { cwd: root, env })) === 0 };
}
