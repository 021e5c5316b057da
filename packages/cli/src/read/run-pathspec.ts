import type { Run, Task } from '@mf/client';
import { UsageError } from '../options/usage-error';
import type { CommandIo } from '../command-io';
import { latestRun, openFlow, type OpenFlow } from './open-flow';

/** What a command is about: a run, the tasks of one of its steps, or one task. */
export interface Selection {
  readonly datastore: OpenFlow['datastore'];
  readonly run: Run;
  readonly step: string | undefined;
  readonly task: string | undefined;
}

/** Of a command that reads what a run has left. */
export interface SelectOptions {
  /** What the run must be in. When not given, a run that is named is found whoever made it, as in Metaflow's commands. */
  readonly namespace?: string;
}

/**
 * Finds what `RUN`, `RUN/STEP` or `RUN/STEP/TASK` names; the newest run of the namespace when nothing is named, by default the user's.
 *
 * @throws UsageError; NotFoundError and NamespaceMismatchError of the client for the newest run
 */
export async function select(
  flowName: string,
  pathspec: string | undefined,
  { namespace }: SelectOptions,
  io: CommandIo,
): Promise<Selection> {
  if (pathspec === undefined) {
    const opened = openFlow(flowName, namespace, io);
    return { datastore: opened.datastore, run: await latestRun(opened), step: undefined, task: undefined };
  }
  const [run, step, task, ...more] = pathspec.split('/');
  if (!run || run === flowName || step === '' || task === '' || more.length > 0) {
    throw new UsageError(
      `'${pathspec}' names no run, step or task`,
      'Write RUN, RUN/STEP or RUN/STEP/TASK, without the name of the flow.',
    );
  }
  const { flow, datastore } = openFlow(flowName, namespace ?? '', io);
  return { datastore, run: flow.run(run), step, task };
}

/**
 * The tasks that a selection has by now, step by step, the oldest first. Those of `_parameters` only when that step is named.
 *
 * @throws NotFoundError when the run, the step or the task is not there
 */
export async function tasksOf({ run, step, task }: Selection): Promise<Task[]> {
  if (step !== undefined && task !== undefined) {
    const one = run.step(step).taskById(task);
    await one.createdAt;
    return [one];
  }
  const tasks: Task[] = [];
  const steps = step === undefined ? await oldestFirst(run) : [run.step(step)];
  for (const each of steps) tasks.push(...(await oldestFirst(each)));
  return tasks;
}

/** The client lists the newest first. */
async function oldestFirst<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.unshift(item);
  return list;
}
