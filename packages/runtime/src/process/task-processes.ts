import type { ChildProcess, OutputStream } from './child-process';
import { startTaskProcess } from './task-process';

/** Where attempts of tasks run. */
export interface TaskProcesses {
  /**
   * Starts an attempt.
   *
   * @param args the command line behind the bundle: `step NAME --run-id ...`
   * @param isRetry whether an earlier attempt of the task has failed
   */
  start(
    args: readonly string[],
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
    onOutput: (stream: OutputStream, piece: Buffer) => Promise<void> | void,
    isRetry: boolean,
  ): ChildProcess;
  /** Ends what waits for further tasks. */
  close(): Promise<void>;
}

/** A process for each attempt. @param words what Node is started with: the bundle, behind the launcher */
export function ownProcesses(words: readonly string[]): TaskProcesses {
  return {
    start: (args, options, onOutput) => startTaskProcess([...words, ...args], options, onOutput),
    close: () => Promise.resolve(),
  };
}
