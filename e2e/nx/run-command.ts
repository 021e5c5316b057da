import { spawn } from 'node:child_process';

export interface CommandResult {
  readonly code: number;
  /** What was printed to stdout and stderr, in the order of its arrival, without colors. */
  readonly output: string;
  /** The same in chunks, each with the milliseconds from the start until it arrived. */
  readonly chunks: readonly { readonly at: number; readonly text: string }[];
}

/** Runs a command to its end, whatever its exit code. */
export function runCommand(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const chunks: { at: number; text: string }[] = [];
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: Buffer) => {
      chunks.push({ at: Date.now() - started, text: chunk.toString() });
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      const output = chunks.map(({ text }) => text).join('');
      resolve({ code: code ?? 1, output: withoutColors(output), chunks });
    });
  });
}

function withoutColors(text: string): string {
  return text.replace(/\x1b\[[\d;]*m/g, '');
}

/** The result of a command that must not fail. @throws with what it printed if it did */
export function succeeded(result: CommandResult): CommandResult {
  if (result.code !== 0) throw new Error(`exit code ${result.code}:\n${result.output}`);
  return result;
}
