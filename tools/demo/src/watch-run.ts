import { setTimeout as sleep } from 'node:timers/promises';
import type { AirflowApi, RunState } from '@mf/airflow';

const pollMilliseconds = 500;

/** Follows a DAG run to its end and tells every change of a task's state once. */
export async function watchRun(
  api: AirflowApi,
  dagId: string,
  runId: string,
  onChange: (taskId: string, state: string, tryNumber: number) => void,
): Promise<RunState> {
  const seen = new Map<string, string>();
  for (;;) {
    // The run first: when it is over, the states read after it are final.
    const { state } = await api.run(dagId, runId);
    for (const task of await api.tasks(dagId, runId)) {
      if (task.state === null) continue;
      const now = `${task.state} ${task.tryNumber}`;
      if (seen.get(task.taskId) === now) continue;
      seen.set(task.taskId, now);
      onChange(task.taskId, task.state, task.tryNumber);
    }
    if (state === 'success' || state === 'failed') return state;
    await sleep(pollMilliseconds);
  }
}
