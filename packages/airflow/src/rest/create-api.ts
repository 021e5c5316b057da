import type { JsonObject } from '@mf/ir';
import type { AirflowApi, Dag, DagRun } from './airflow-api';
import type { Dialect } from './dialect';
import { AirflowNotFoundError } from './errors';
import { allPages } from './paging';
import { dag, dagRun, type RawDag, type RawImportError, type RawRun, type RawTaskInstance, taskInstance } from './raw';
import type { Request } from './request';
import type { Transport } from './transport';

/** The API of one Airflow, from how to call it and what its version calls things. */
export function createApi(url: string, release: string, call: Transport, dialect: Dialect): AirflowApi {
  const json = async <T>(path: string, options?: Request): Promise<T> =>
    (await (await call(dialect.prefix + path, options)).json()) as T;
  const list = <T>(path: string, key: string, query: Request['query'] = {}, most?: number): Promise<T[]> =>
    allPages(
      async (page) => (await json<Record<string, T[]>>(path, { query: { ...query, ...page } }))[key] ?? [],
      most,
    );
  const post = <T>(path: string, body: JsonObject): Promise<T> => json<T>(path, { method: 'POST', body });

  // The details come from the DAG as it was imported last; only the other answer tells whether the file can be imported now.
  // It is asked first: of a DAG that is just being imported, Airflow 2 has details but for that, and fails over them.
  const readDag = async (dagId: string): Promise<Dag> => {
    const current = await json<RawDag>(dagPath(dagId));
    return dag(await json<RawDag>(`${dagPath(dagId)}/details`), current);
  };

  const unlessMissing = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof AirflowNotFoundError) return undefined;
      throw error;
    }
  };

  return {
    release,
    address: (dagId, runId) => url + dagPath(dagId) + (runId === undefined ? '' : dialect.runPage(runId)),
    dags: async () => {
      const dags: Dag[] = [];
      for (const { dag_id } of await list<RawDag>('/dags', 'dags')) {
        // It may have been deleted since.
        const dag = await unlessMissing(() => readDag(dag_id));
        if (dag) dags.push(dag);
      }
      return dags;
    },
    dag: (dagId) => unlessMissing(() => readDag(dagId)),
    source: (dagId) =>
      unlessMissing(async () => {
        const path = dialect.sourcePath(await json<RawDag>(dagPath(dagId)));
        return (await json<{ content: string }>(path)).content;
      }),
    importErrors: async () =>
      (await list<RawImportError>('/importErrors', 'import_errors')).map((error) => ({
        file: error.filename,
        stackTrace: error.stack_trace,
        timestamp: error.timestamp,
      })),
    setPaused: async (dagId, paused) => {
      await json(dagPath(dagId), { method: 'PATCH', body: { is_paused: paused } });
    },
    delete: async (dagId) => {
      await call(dialect.prefix + dagPath(dagId), { method: 'DELETE' });
    },
    trigger: async (dagId, conf = {}): Promise<DagRun> =>
      dagRun(await json<RawRun>(`${dagPath(dagId)}/dagRuns`, { method: 'POST', body: dialect.newRun(conf) })),
    run: async (dagId, runId) => dagRun(await json<RawRun>(runPath(dagId, runId))),
    // Ids count up. By its date a run may be older than one that was started before it: of a day that is done again.
    runs: async (dagId, limit) =>
      (await list<RawRun>(`${dagPath(dagId)}/dagRuns`, 'dag_runs', { order_by: '-id' }, limit)).map(dagRun),
    fail: async (dagId, runId) => {
      await json(runPath(dagId, runId), { method: 'PATCH', body: { state: 'failed' } });
    },
    tasks: async (dagId, runId) =>
      (await list<RawTaskInstance>(`${runPath(dagId, runId)}/taskInstances`, 'task_instances')).map(taskInstance),
    log: (dagId, runId, taskId, tryNumber, mapIndex = -1) => {
      const path = `${runPath(dagId, runId)}/taskInstances/${encodeURIComponent(taskId)}/logs/${tryNumber}`;
      return dialect.log(call, dialect.prefix + path, mapIndex);
    },
    clear: async (dagId, runId, taskIds) => {
      await post(`${dagPath(dagId)}/clearTaskInstances`, {
        dag_run_id: runId,
        task_ids: taskIds,
        only_failed: false,
        reset_dag_runs: true,
        dry_run: false,
      });
    },
  };
}

const dagPath = (dagId: string) => `/dags/${encodeURIComponent(dagId)}`;
const runPath = (dagId: string, runId: string) => `${dagPath(dagId)}/dagRuns/${encodeURIComponent(runId)}`;
