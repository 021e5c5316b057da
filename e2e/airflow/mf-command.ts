import { join } from 'node:path';
import { type CommandResult, runCommand } from '@mf/tools-python';
import { workspaceRoot } from './suite';

const binary = join(workspaceRoot, 'packages', 'cli', 'bin', 'mf.js');

/** The real `mf` command, in a process of its own in the root of the workspace. */
export function mf(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
  return runCommand(process.execPath, [binary, ...args], { cwd: workspaceRoot, env: { ...process.env, ...env } });
}
