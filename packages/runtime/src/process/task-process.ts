import { type ChildProcess, type OutputStream, startProcess } from './child-process';
import { timeoutSignal } from './timeout-signal';

/**
 * Starts Node with a bundle and a `step` command. When the step's time is over while it blocks its process, the watchdog ends
 * that; then the same attempt is started once more with `--failed timeout`, which records the failure in the place of the step.
 * To the caller both are one process. The task stops when this process is gone.
 */
export function startTaskProcess(
  command: readonly string[],
  options: { readonly cwd?: string; readonly env: NodeJS.ProcessEnv },
  onOutput: (stream: OutputStream, piece: Buffer) => Promise<void> | void,
): ChildProcess {
  const args = [...command, '--scheduler-pid', String(process.pid)];
  let child = startProcess(process.execPath, args, options, onOutput);
  let isStopped = false;
  return {
    pid: child.pid,
    kill(signal) {
      isStopped = true;
      child.kill(signal);
    },
    ended: child.ended.then((end) => {
      if (end.signal !== timeoutSignal || isStopped) return end;
      child = startProcess(process.execPath, [...args, '--failed', 'timeout'], options, onOutput);
      return child.ended;
    }),
  };
}
