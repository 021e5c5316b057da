import { join } from 'node:path';
import { type CommandOptions, type CommandResult, runCommand } from '@mf/tools-python';

export const workspaceRoot = join(__dirname, '..');

/** The words that start the real `mf`, as it was built, in a process of its own. */
export const mfCommand = [process.execPath, join(workspaceRoot, 'packages', 'cli', 'bin', 'mf.js')] as const;

/** Calls `mf`, in the root of the workspace unless told otherwise. */
export function callMf(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const [program, ...words] = mfCommand;
  return runCommand(program, [...words, ...args], { cwd: workspaceRoot, ...options });
}
