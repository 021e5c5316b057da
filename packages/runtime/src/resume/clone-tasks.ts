import { cloneTask, type StoredTask } from '@mf/datastore';
import type { ReadyTask } from '../graph/graph-walk';
import { fitsStep, storedTransition } from '../graph/stored-outcome';
import type { OutputLine } from '../scheduler/output-line';
import type { RunSetting } from '../scheduler/run-setting';
import { type OriginRun, taskKey } from './origin-run';

/**
 * Takes over from the origin run all tasks that still hold: that went well, read nothing but what was taken over itself, are not
 * to be run again, and went where their step, as its source is now, can go.
 *
 * @param rerun steps that are to be run again
 * @returns the tasks that are to be run
 */
export async function cloneTasks(
  setting: RunSetting,
  origin: OriginRun,
  first: ReadyTask,
  rerun: ReadonlySet<string>,
): Promise<ReadyTask[]> {
  const toRun: ReadyTask[] = [];
  // Grows while it is walked through: a task that is taken over leads to the next ones.
  const ready = [first];
  for (const task of ready) {
    const stored = rerun.has(task.step) ? undefined : cloneableTask(setting, origin, task);
    if (stored) ready.push(...(await cloneOne(setting, task, stored)));
    else toRun.push(task);
  }
  return toRun;
}

function cloneableTask({ graph }: RunSetting, { tasks }: OriginRun, task: ReadyTask): StoredTask | undefined {
  if (!task.readsClones) return undefined;
  const stored = tasks.get(
    taskKey(
      task.step,
      task.levels.map(({ index }) => index),
      task.iteration,
    ),
  );
  return stored && fitsStep(graph.step(task.step), storedTransition(stored)) ? stored : undefined;
}

async function cloneOne(setting: RunSetting, ready: ReadyTask, stored: StoredTask): Promise<ReadyTask[]> {
  const { run, metadata, datastore, graph, walk, output } = setting;
  const { step } = ready;
  const task = await metadata.newTask(run, step);
  const from = `${stored.path.run}/${step}/${stored.path.task}`;
  const line: OutputLine = {
    time: new Date(),
    text: `Cloning previously run task ${from}`,
    task: { path: `${run}/${step}/${task}` },
    kind: 'system',
    isBad: false,
    isRoutine: true,
  };
  output(line);
  await cloneTask(datastore.flow(graph.flow.name), stored, { run, step, task }, metadata);
  const outcome = storedTransition(stored) ?? { next: [], splits: undefined };
  return walk.finished({ ready, task, outcome, isClone: true });
}
