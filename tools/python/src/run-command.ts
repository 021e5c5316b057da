import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface CommandResult {
  /** Null when a signal ended the process. */
  readonly code: number | null;
  /** Both streams, as they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
  /** As whom it runs, where this process may choose. */
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Runs a program to its end, without a shell.
 *
 * @throws the error of the operating system when the program cannot be started
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { onLine, ...rest } = options;
  const child = spawn(program, [...args], { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, output: lines.join('\n') };
}
