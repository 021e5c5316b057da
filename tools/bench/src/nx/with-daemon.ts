import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, measure, median } from '../measure';

/**
 * CPU seconds of a command of Nx with its daemon, as on a laptop: of the command, of the daemon, which has the graph already, and of the
 * processes that this has started. The daemon is stopped at the end.
 *
 * @param change is made before the command each time
 */
export async function costWithDaemon(
  command: Command,
  rounds: number,
  change: () => void = () => undefined,
): Promise<number> {
  const { CI: _ci, NX_ISOLATE_PLUGINS: _isolate, ...env } = command.env;
  const withDaemon: Command = { ...command, env: { ...env, NX_DAEMON: 'true' } };
  try {
    // The first starts the daemon, which goes on with some things afterwards.
    for (let i = 0; i < 3; i++) await measure(withDaemon);
    const daemon = daemonPid(command.cwd);
    const costs: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const before = cpuOfTree(daemon);
      change();
      const { cpu } = await measure(withDaemon);
      costs.push(cpu + cpuOfTree(daemon) - before);
    }
    return median(costs);
  } finally {
    const [node, nx] = command.argv;
    execFileSync(node!, [nx!, 'daemon', '--stop'], { cwd: command.cwd, env: withDaemon.env, stdio: 'ignore' });
  }
}

function daemonPid(root: string): number {
  const file = join(root, '.nx/workspace-data/d/server-process.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { processId: number }).processId;
}

const ticksPerSecond = 100;

/** User and system time so far of a process of Linux, of those that it has started, and of those of them that have ended, in seconds. */
function cpuOfTree(root: number): number {
  const running = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []));
  const cpuBelow = (pid: number): number =>
    running.filter(({ parent }) => parent === pid).reduce((sum, child) => sum + child.ticks + cpuBelow(child.pid), 0);
  const [own] = running.filter(({ pid }) => pid === root);
  return ((own?.ticks ?? 0) + cpuBelow(root)) / ticksPerSecond;
}

function statOf(pid: number): { readonly pid: number; readonly parent: number; readonly ticks: number } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It has ended since it was listed.
    return undefined;
  }
  const fields = text.split(') ').at(-1)!.split(' ').map(Number);
  return { pid, parent: fields[1]!, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) };
}
