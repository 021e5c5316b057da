import type { CommandResult } from '@mf/tools-python';
import { callMf } from '../mf-command';

/** The real `mf` command with variables added, in the root of the workspace. */
export function mf(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  return callMf(args, { env: { ...process.env, ...env } });
}
