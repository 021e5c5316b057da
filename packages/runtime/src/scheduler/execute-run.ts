import type { ReadyTask } from '../graph/graph-walk';
import { type FailedTask, readFailedTask } from './failed-task';
import { reportProgress } from './report-progress';
import { runExitHooks } from './run-exit-hooks';
import { speaker } from './speaker';
import type { RunPreparation, RunSetting } from './run-setting';
import { type TaskFailure, TaskScheduler } from './task-scheduler';

/** How long tasks may go on when another one has failed or the run is interrupted (Metaflow's number). */
const graceMilliseconds = 5000;
/** How long a task may take after that to record that it was stopped. */
const stopMilliseconds = 2000;
/** Ctrl-C, a polite kill, and the end of the terminal. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How a run ended. */
export type RunResult =
  | { readonly run: string; readonly status: 'succeeded' }
  | {
      readonly run: string;
      readonly status: 'failed';
      readonly step: string;
      readonly task: string;
      /** `Step b (task-id 3) failed.` */
      readonly message: string;
      /** All tasks that failed by themselves, the one above first. */
      readonly failedTasks: readonly FailedTask[];
      /** A coded error, where the failure is not one that the task itself has printed. */
      readonly error?: Error;
    }
  | { readonly run: string; readonly status: 'interrupted'; readonly signal: NodeJS.Signals };

/**
 * Runs the tasks of a run to its end, and says how it goes. SIGINT, SIGTERM and SIGHUP stop it: tasks are told to stop, have time
 * to record that, and are killed when they do not end or a second signal comes.
 *
 * @param over is called when the tasks are done, before the exit hooks: they find the run as it has ended
 */
export async function executeRun(
  setting: RunSetting,
  ready: readonly ReadyTask[],
  over: (status: RunResult['status']) => Promise<void>,
): Promise<RunResult> {
  const { run, output } = setting;
  const say = speaker(output);
  const scheduler = new TaskScheduler(setting);
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, act: () => void): void => void timers.push(setTimeout(act, milliseconds));
  const killRest = (why: string): void => {
    if (scheduler.active === 0) return;
    say(`Killing ${scheduler.active} remaining tasks ${why} -- some tasks may not exit cleanly`, true);
    scheduler.kill('SIGKILL');
  };
  const killLate = (): void => killRest('after having waited for 5 seconds');

  let signal: NodeJS.Signals | undefined;
  let stopHook: (() => void) | undefined;
  const interrupt = (received: NodeJS.Signals): void => {
    // The tasks are over: what is left to stop is what is called after them.
    if (stopHook) {
      stopHook();
      return;
    }
    if (signal !== undefined) {
      killRest('without waiting any longer');
      return;
    }
    signal = received;
    say('Workflow interrupted. Please avoid pressing Ctrl+C again to let the workflow clean up process finish.', true);
    say(`Terminating ${scheduler.active} active tasks...`, true);
    scheduler.stop();
    scheduler.kill('SIGTERM');
    after(graceMilliseconds, killLate);
  };
  const onFailure = (): void => {
    say('Workflow failed.', true);
    say(`Terminating ${scheduler.active} active tasks...`, true);
    after(graceMilliseconds, () => scheduler.kill('SIGTERM'));
    after(graceMilliseconds + stopMilliseconds, killLate);
  };

  for (const name of stopSignals) process.on(name, interrupt);
  const stopReporting = reportProgress(scheduler, say);
  const stopHeartbeat = setting.metadata.startHeartbeat(run);
  try {
    const failures = await scheduler.run(ready, onFailure);
    const interrupted = signal;
    const status = interrupted !== undefined ? 'interrupted' : failures.length > 0 ? 'failed' : 'succeeded';
    await over(status);
    await runExitHooks(setting, status === 'succeeded' ? 'success' : 'error', (stop) => {
      stopHook = stop;
    });
    if (interrupted !== undefined) return { run, status: 'interrupted', signal: interrupted };
    if (failures.length > 0) return await failed(setting, failures);
    say('Done!', false);
    return { run, status: 'succeeded' };
  } finally {
    stopReporting();
    stopHeartbeat();
    await setting.processes.close();
    await setting.remote?.close();
    for (const timer of timers) clearTimeout(timer);
    for (const name of stopSignals) process.off(name, interrupt);
  }
}

/** Says which project and branch a run belongs to, in Metaflow's words. */
export function sayBeginning({ project, output }: RunPreparation): void {
  const say = speaker(output);
  if (project) say(`Project: ${project.name}, Branch: ${project.branch}`, false);
}

async function failed({ datastore, graph, run }: RunSetting, failures: readonly TaskFailure[]): Promise<RunResult> {
  const flow = datastore.flow(graph.flow.name);
  const [{ step, task, error }] = failures as readonly [TaskFailure];
  const message = `Step ${step} (task-id ${task}) failed${error ? `: ${error.message}` : '.'}`;
  const failedTasks = await Promise.all(failures.map((failure) => readFailedTask(flow, run, failure)));
  return { run, status: 'failed', step, task, message, failedTasks, ...(error && { error }) };
}
