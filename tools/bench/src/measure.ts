import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What one run of a command cost. */
export interface Cost {
  /** Seconds, children included. */
  readonly cpu: number;
  /** Seconds. */
  readonly wall: number;
  /** The most that the process had itself, without children, in MB. */
  readonly memory: number;
  /** The most that it and all that it had started had together, in MB. */
  readonly allMemory: number;
}

export interface Command {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

const run = promisify(execFile);

/** Makes each Node process read all certificates when it starts, which takes twice as long as all the rest of that. */
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;

/** The environment of everything that is measured; commands add to it. */
export const benchEnv: NodeJS.ProcessEnv = inherited;

/** Runs a command and waits. Throws when it fails: a benchmark of something that does not work says nothing. */
export async function measure(command: Command): Promise<Cost> {
  const script = join(__dirname, '..', 'src', 'measure.py');
  const { stdout } = await run('python3', [script, ...command.argv], { cwd: command.cwd, env: command.env });
  const { cpu, wall, memory, allMemory, status, stderr } = JSON.parse(stdout) as Cost & {
    status: number;
    stderr: string;
  };
  if (status !== 0) throw new Error(`${command.argv.join(' ')} exited with ${status}:\n${stderr}`);
  return { cpu, wall, memory, allMemory };
}

/** Runs commands in turn, once before anything is measured; see `inTurn`. */
export async function compare<K extends string>(
  commands: Readonly<Record<K, Command>>,
  rounds: number,
): Promise<Record<K, Cost>> {
  for (const name of Object.keys(commands) as K[]) await measure(commands[name]);
  return inTurn(commands, rounds);
}

/** Runs commands in turn, A B C A B C …, so that a machine that changes its speed changes it for all, and returns each one's median. */
export async function inTurn<K extends string>(
  commands: Readonly<Record<K, Command>>,
  rounds: number,
): Promise<Record<K, Cost>> {
  const names = Object.keys(commands) as K[];
  const costs = new Map<K, Cost[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) costs.get(name)!.push(await measure(commands[name]));
  }
  return Object.fromEntries(names.map((name) => [name, medians(costs.get(name)!)])) as Record<K, Cost>;
}

function medians(costs: readonly Cost[]): Cost {
  return {
    cpu: median(costs.map(({ cpu }) => cpu)),
    wall: median(costs.map(({ wall }) => wall)),
    memory: median(costs.map(({ memory }) => memory)),
    allMemory: median(costs.map(({ allMemory }) => allMemory)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
