import { execFileSync } from 'node:child_process';

interface SystemProcess {
  readonly pid: number;
  readonly parent: number;
  readonly args: string;
}

/** All processes of this machine. */
export function processes(): SystemProcess[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+) (.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
}

/** The processes that a scheduler has started and that serve one task after another. */
export function warmProcesses(scheduler: { readonly pid: number }): number[] {
  return processes().flatMap(({ pid, parent, args }) =>
    parent === scheduler.pid && args.endsWith(' serve') ? [pid] : [],
  );
}

/** Whether a process still serves tasks: one that has ended is there until somebody asks about it. */
export function isServing(pid: number): boolean {
  return processes().some((one) => one.pid === pid && one.args.endsWith(' serve'));
}
