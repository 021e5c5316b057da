import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What one run of a command cost, children included. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

export interface Command {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

const run = promisify(execFile);

/** Runs a command and waits. Throws when it fails: a benchmark of something that does not work says nothing. */
export async function measure(command: Command): Promise<Cost> {
  const script = join(__dirname, '..', 'src', 'measure.py');
  const { stdout } = await run('python3', [script, ...command.argv], { cwd: command.cwd, env: command.env });
  const result = JSON.parse(stdout) as Cost & { status: number; stderr: string };
  if (result.status !== 0) throw new Error(`${command.argv.join(' ')} exited with ${result.status}:\n${result.stderr}`);
  return { cpu: result.cpu, wall: result.wall };
}

/** Runs commands in turn, A B C A B C …, so that a machine that changes its speed changes it for all, and returns each one's median. */
export async function compare<K extends string>(
  commands: Readonly<Record<K, Command>>,
  rounds: number,
): Promise<Record<K, Cost>> {
  const names = Object.keys(commands) as K[];
  const costs = new Map<K, Cost[]>(names.map((name) => [name, []]));
  for (const name of names) await measure(commands[name]);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) costs.get(name)!.push(await measure(commands[name]));
  }
  return Object.fromEntries(
    names.map((name) => {
      const measured = costs.get(name)!;
      return [name, { cpu: median(measured.map(({ cpu }) => cpu)), wall: median(measured.map(({ wall }) => wall)) }];
    }),
  ) as Record<K, Cost>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
