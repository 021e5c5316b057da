import type { TaskInstance } from '@mf/airflow';
import type { StepCount } from '@mf/runtime';

/** What became of a task so far, for all items of a foreach together. */
export interface TaskState {
  readonly taskId: string;
  /** Airflow's words with how many items are in it: `12 success, 3 running`; of a single task the word alone. */
  readonly text: string;
  /** What the worst of them is: `failed` before `running` before `success`. */
  readonly worst: string;
  readonly count: StepCount;
  readonly tryNumber: number;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** The worse, the earlier; others stand between. */
const order = [
  'failed',
  'upstream_failed',
  'up_for_retry',
  'running',
  'queued',
  'scheduled',
  'none',
  'skipped',
  'success',
];

/** The states of a run's tasks, those first that started first. */
export function taskStates(tasks: readonly TaskInstance[]): TaskState[] {
  const byTask = new Map<string, TaskInstance[]>();
  for (const task of tasks) byTask.set(task.taskId, [...(byTask.get(task.taskId) ?? []), task]);
  const states = [...byTask].map(([taskId, items]) => stateOf(taskId, items));
  return states.sort((a, b) => startOf(a) - startOf(b));
}

function stateOf(taskId: string, items: readonly TaskInstance[]): TaskState {
  const counts = new Map<string, number>();
  for (const { state } of items) counts.set(state ?? 'none', (counts.get(state ?? 'none') ?? 0) + 1);
  const words = [...counts.keys()].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const isMapped = items.some(({ mapIndex }) => mapIndex >= 0);
  const ends = items.map(({ endedAt }) => endedAt);
  const times = (values: readonly (string | null)[]) => values.filter((value) => value !== null).sort();
  return {
    taskId,
    text: isMapped ? words.map((word) => `${counts.get(word)} ${word}`).join(', ') : words.join(),
    worst: words[0] ?? 'none',
    count: countOf(items),
    tryNumber: Math.max(...items.map(({ tryNumber }) => tryNumber)),
    startedAt: times(items.map(({ startedAt }) => startedAt))[0] ?? null,
    endedAt: ends.includes(null) ? null : (times(ends).at(-1) ?? null),
  };
}

function countOf(items: readonly TaskInstance[]): StepCount {
  const among = (states: readonly string[]): number => items.filter(({ state }) => states.includes(state ?? '')).length;
  const [running, failed, good] = [['running'], ['failed', 'upstream_failed'], ['success', 'skipped', 'removed']].map(
    among,
  );
  return {
    waiting: items.length - running! - failed! - good!,
    running: running!,
    done: failed! + good!,
    failed: failed!,
    dropped: 0,
  };
}

const startOf = ({ startedAt }: TaskState): number => (startedAt === null ? Infinity : Date.parse(startedAt));
