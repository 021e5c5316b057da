import { setTimeout as sleep } from 'node:timers/promises';
import { type AirflowApi, AirflowRequestError, type DagRun, type RunState, type TaskInstance } from '@mf/airflow';
import { Run } from '@mf/client';
import type { ExactJson } from '@mf/ir';
import { flowOf } from './dags';
import { endedSince } from './raw-api';
import { airflow, datastore } from './suite';

/** A run of a DAG that has ended. */
export interface EndedRun {
  readonly runId: string;
  readonly state: RunState;
  readonly tasks: Readonly<Record<string, TaskInstance>>;
  /** Of each task that runs for the items of a foreach, the states by the item's place in its list. */
  readonly states: Readonly<Record<string, readonly (string | null)[]>>;
  /** The same run as Metaflow's readers see it. */
  readonly run: Run;
}

/** How long is waited before it is said for what, in milliseconds: less than the longest tests may take, which would not say it. */
const patience = 1_700_000;

/** Waits until Airflow has imported a DAG. */
export async function parsed(api: AirflowApi, dagId: string): Promise<void> {
  const deadline = Date.now() + patience;
  for (; (await api.dag(dagId)) === undefined; await sleep(500))
    if (Date.now() > deadline) throw new Error(`Airflow has not imported ${dagId}`);
}

/**
 * A call that changes something. On SQLite, Airflow 3 writes its audit log in the thread that answers all requests, and now and then locks
 * itself out for five seconds: then it answers with a database error, has changed nothing, and is asked again.
 */
export async function unlessLocked<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof AirflowRequestError) || !error.message.includes('Database error')) throw error;
    }
  }
}

/** Starts a run of a DAG as soon as Airflow has imported it. */
export async function trigger(dagId: string, conf: ExactJson = {}): Promise<DagRun> {
  const api = await airflow();
  await parsed(api, dagId);
  return unlessLocked(() => api.trigger(dagId, conf));
}

/** Starts a run of a DAG and waits for its end. */
export async function runDag(dagId: string, conf: ExactJson = {}): Promise<EndedRun> {
  const { runId } = await trigger(dagId, conf);
  return ended(await airflow(), dagId, runId);
}

/** Waits for the end of a run that Airflow starts by itself after an action. */
export async function startedBy(dagId: string, action: () => Promise<unknown>): Promise<EndedRun> {
  const api = await airflow();
  await parsed(api, dagId);
  const before = new Set((await api.runs(dagId)).map(({ runId }) => runId));
  await action();
  for (;;) {
    const run = (await api.runs(dagId)).find(({ runId }) => !before.has(runId));
    if (run) return ended(api, dagId, run.runId);
    await sleep(500);
  }
}

const known = new Set<string>();
let asked = new Date(Date.now() - 60_000);
let asking: Promise<ReadonlySet<string>> | undefined;

/** Milliseconds between questions: each costs Airflow as much as a task does. */
const pause = 2500;

/** The runs that have ended until the next question: one for all who wait, about what has ended since the one before. */
function endedSoon(): Promise<ReadonlySet<string>> {
  asking ??= sleep(pause)
    .then(async () => {
      const now = new Date();
      // Airflow writes down the end of a run a little after the time that it says.
      const since = new Date(asked.getTime() - 10_000);
      for (const run of await endedSince(since)) known.add(run);
      asked = now;
      return known;
    })
    .finally(() => (asking = undefined));
  return asking;
}

/** Waits for the end of a run. */
export async function ended(api: AirflowApi, dagId: string, runId: string): Promise<EndedRun> {
  const deadline = Date.now() + patience;
  for (;;) {
    const { state } = await api.run(dagId, runId);
    if (state === 'success' || state === 'failed') return described(api, dagId, runId, state);
    do {
      if (Date.now() > deadline)
        throw new Error(`${dagId} ${runId} is still ${state}: ${JSON.stringify(await api.tasks(dagId, runId))}`);
      // It may be known to have ended and still go on: somebody has cleared a task of it since.
    } while (!(await endedSoon()).has(`${dagId} ${runId}`));
  }
}

async function described(api: AirflowApi, dagId: string, runId: string, state: RunState): Promise<EndedRun> {
  const tasks = await api.tasks(dagId, runId);
  return {
    runId,
    state,
    tasks: Object.fromEntries(tasks.map((task) => [task.taskId, task])),
    states: mappedStates(tasks),
    run: metaflowRun(dagId, tasks),
  };
}

function mappedStates(tasks: readonly TaskInstance[]): Record<string, (string | null)[]> {
  const states: Record<string, (string | null)[]> = {};
  for (const { taskId, mapIndex, state } of tasks) if (mapIndex >= 0) (states[taskId] ??= [])[mapIndex] = state;
  return states;
}

/** The log of a task's newest try, for assertions and for the reader of a failed one. */
export async function logOf(dagId: string, { runId, tasks }: EndedRun, taskId: string): Promise<string> {
  const api = await airflow();
  return api.log(dagId, runId, taskId, tasks[taskId]?.tryNumber ?? 1);
}

function metaflowRun(dagId: string, tasks: readonly TaskInstance[]): Run {
  const [id] = tasks.flatMap(({ renderedFields }) => renderedFields['metaflow_run_id'] ?? []);
  return new Run(`${flowOf(dagId)}/${String(id)}`, { datastore: datastore(), namespace: null });
}
