import type { ChildProcess, ProcessEnd } from '../process/child-process';
import { startTaskProcess } from '../process/task-process';
import type { TaskProcesses } from '../process/task-processes';
import { timeoutSignal } from '../process/timeout-signal';
import { WarmProcess } from './warm-process';

/**
 * Gives tasks to processes that are used again. A second attempt has a process of its own: what a task left in its process may be
 * why the first one failed.
 *
 * @param base what processes are started with; a task may have more variables
 */
export function warmProcesses(
  words: readonly string[],
  base: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): TaskProcesses {
  const all = new Set<WarmProcess>();

  const idleOrNew = (): WarmProcess => {
    for (const known of all) {
      if (known.isReusable) return known;
    }
    const fresh = new WarmProcess([...words, 'serve'], base);
    all.add(fresh);
    return fresh;
  };

  return {
    start(args, options, onOutput, isRetry) {
      if (isRetry) return startTaskProcess([...words, ...args], options, onOutput);
      const warm = idleOrNew();
      let isStopped = false;
      let current: Pick<ChildProcess, 'kill'> = warm;
      const run = async (): Promise<ProcessEnd> => {
        const end = await warm.run(args, added(base.env, options.env), onOutput);
        if (!warm.isReusable) all.delete(warm);
        if (end.signal !== timeoutSignal || isStopped) return end;
        const recording = startTaskProcess([...words, ...args, '--failed', 'timeout'], options, onOutput);
        current = recording;
        return recording.ended;
      };
      return {
        pid: warm.pid,
        kill(signal) {
          isStopped = true;
          current.kill(signal);
        },
        ended: run(),
      };
    },
    async close() {
      await Promise.all([...all].map((warm) => warm.close()));
    },
  };
}

/** The variables of an environment that another one does not have, or has otherwise. */
function added(base: NodeJS.ProcessEnv, env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== base[entry[0]],
    ),
  );
}
