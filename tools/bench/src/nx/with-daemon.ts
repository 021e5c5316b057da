import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, measure, median } from '../measure';

/**
 * CPU seconds of a command of Nx with its daemon, as on a laptop: of the command and of the daemon together, which has the graph already. The
 * daemon is stopped at the end.
 */
export async function costWithDaemon(command: Command, rounds: number): Promise<number> {
  const { CI: _ci, NX_ISOLATE_PLUGINS: _isolate, ...env } = command.env;
  const withDaemon: Command = { ...command, env: { ...env, NX_DAEMON: 'true' } };
  try {
    // The first starts the daemon, which goes on with some things afterwards.
    for (let i = 0; i < 3; i++) await measure(withDaemon);
    const daemon = daemonPid(command.cwd);
    const costs: number[] = [];
    for (let i = 0; i < rounds; i++) {
      const before = cpuSeconds(daemon);
      const { cpu } = await measure(withDaemon);
      costs.push(cpu + cpuSeconds(daemon) - before);
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

/** User and system time of a process of Linux so far. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  const ticksPerSecond = 100;
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
