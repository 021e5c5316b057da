import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './run-command';

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** The processes of this machine that have not ended; one that its parent has not collected yet has. */
export async function livingProcesses(): Promise<readonly Process[]> {
  return existsSync('/proc/self/stat') ? fromProc() : fromPs();
}

/** Ids of all that a process has started, directly or not. */
function descendants(pid: number, processes: readonly Process[]): number[] {
  const children = new Map<number, number[]>();
  for (const { pid: child, parent } of processes) children.set(parent, [...(children.get(parent) ?? []), child]);
  const found: number[] = [];
  const pending = [...(children.get(pid) ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    found.push(next);
    pending.push(...(children.get(next) ?? []));
  }
  return found;
}

/** Linux, also where no `ps` is installed. */
function fromProc(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // `pid (name) state parent ...`; the name may hold spaces and parentheses.
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return parsed(pid, ...stat.slice(stat.lastIndexOf(')') + 2).split(' '));
      } catch {
        return []; // It ended while we looked.
      }
    });
}

/** macOS and others. */
async function fromPs(): Promise<Process[]> {
  const { output } = await runCommand('ps', ['-A', '-o', 'pid=,stat=,ppid=']);
  return output.split('\n').flatMap((line) => {
    const [pid, state, parent] = line.trim().split(/\s+/);
    return parsed(pid, state, parent);
  });
}

function parsed(pid: string | undefined, state?: string, parent?: string): Process[] {
  return pid && parent && !state?.startsWith('Z') ? [{ pid: Number(pid), parent: Number(parent) }] : [];
}

/** Sends a signal, unless the process has ended in the meantime. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends all that this process has started, directly or not, in sessions of their own, too: asks by SIGTERM, and after a while does not ask
 * any more.
 */
export async function endDescendants(graceMilliseconds: number): Promise<void> {
  let processes = await livingProcesses();
  const targets = new Set(descendants(process.pid, processes));
  targets.forEach((pid) => signal(pid, 'SIGTERM'));
  const living = () => processes.map(({ pid }) => pid).filter((pid) => targets.has(pid));
  for (const end = Date.now() + graceMilliseconds; Date.now() < end && living().length > 0;) {
    await sleep(100);
    processes = await livingProcesses();
    descendants(process.pid, processes).forEach((pid) => targets.add(pid));
  }
  living().forEach((pid) => signal(pid, 'SIGKILL'));
}
