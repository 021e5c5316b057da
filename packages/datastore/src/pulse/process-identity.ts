import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from every other one that has had, or will have, its number. */
export interface ProcessIdentity {
  /** Where the number counts: host, boot of its system, and PID namespace (a container's own). */
  readonly machine: string;
  readonly pid: number;
  /** When the process started, in the system's own ticks since its boot; null where the system does not tell. */
  readonly startTicks: string | null;
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { machine: thisMachine(), pid: process.pid, startTicks: startTicksOf(process.pid) };
}

/**
 * Whether a process is alive.
 *
 * @returns undefined when it cannot be told from here: another machine, or a system that hides its processes
 */
export function isProcessAlive({ machine, pid, startTicks }: ProcessIdentity): boolean | undefined {
  if (machine !== thisMachine()) return undefined;
  if (!isPidInUse(pid)) return false;
  const ticks = startTicksOf(pid);
  return ticks === null || startTicks === null ? undefined : ticks === startTicks;
}

function thisMachine(): string {
  const boot = orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const namespace = orEmpty(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, namespace].join(' ').trim();
}

function isPidInUse(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, but is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat; `dead` of a process that has ended and was not collected by its parent. */
function startTicksOf(pid: number): string | null {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The second field is the program's name in parentheses, which may itself contain blanks and parentheses.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? 'dead' : (fields[18] ?? null);
}

/** What a system without /proc does not have is empty. */
function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
