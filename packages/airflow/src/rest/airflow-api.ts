import type { ExactJson, Json, JsonObject } from '@mf/ir';

/** What is used of Airflow's REST API, alike for 2.x (`/api/v1`) and 3.x (`/api/v2`). Every method throws the errors of `request`. */
export interface AirflowApi {
  /** Release as Airflow tells it, such as `3.3.2`. */
  readonly release: string;
  /** Page of the user interface about a DAG, or about one of its runs. */
  address(dagId: string, runId?: string): string;
  /** All DAGs that were ever imported and are still there. */
  dags(): Promise<readonly Dag[]>;
  /** Undefined as long as no file with this DAG was imported. */
  dag(dagId: string): Promise<Dag | undefined>;
  /** The file of a DAG as it was imported last; undefined as long as none was. */
  source(dagId: string): Promise<string | undefined>;
  /** Files of the DAGs folder that cannot be imported as they are now. */
  importErrors(): Promise<readonly ImportError[]>;
  setPaused(dagId: string, paused: boolean): Promise<void>;
  /** Forgets a DAG and its runs. It is imported anew while its file is there. */
  delete(dagId: string): Promise<void>;
  /** Starts a run now; `conf` gives values of parameters by name, which Airflow checks against their types. */
  trigger(dagId: string, conf?: ExactJson): Promise<DagRun>;
  run(dagId: string, runId: string): Promise<DagRun>;
  /** The one that was started last first; all of them when `limit` is not given. */
  runs(dagId: string, limit?: number): Promise<readonly DagRun[]>;
  /** Ends a run as failed: its tasks that run are stopped, the others are skipped. */
  fail(dagId: string, runId: string): Promise<void>;
  tasks(dagId: string, runId: string): Promise<readonly TaskInstance[]>;
  /** What a try has written, line by line, without Airflow's own time stamps; tries count from 1. */
  log(dagId: string, runId: string, taskId: string, tryNumber: number, mapIndex?: number): Promise<string>;
  /** Lets tasks of a run, however they ended, run again, and the run go on. */
  clear(dagId: string, runId: string, taskIds: readonly string[]): Promise<void>;
}

export interface Dag {
  readonly dagId: string;
  readonly paused: boolean;
  /** Its file is there. */
  readonly active: boolean;
  /** Path of its file where Airflow reads it, which may be another machine. */
  readonly file: string;
  /** An older version was imported; the file as it is now cannot be. */
  readonly hasImportErrors: boolean;
  /** In no particular order. */
  readonly tags: readonly string[];
  /** In words of Airflow: `0 * * * *`; null when nothing starts it by itself. */
  readonly schedule: string | null;
  /** When the next run will start by itself, in ISO 8601; null when none will. */
  readonly nextRun: string | null;
  /** By name: JSON Schema, description and default (null also where there is none) of each parameter. */
  readonly params: Readonly<Record<string, DagParam>>;
  readonly docMd: string | null;
  readonly owners: readonly string[];
  readonly maxActiveTasks: number;
}

export interface DagParam {
  readonly value: Json;
  readonly description: string | null;
  readonly schema: JsonObject;
}

export interface ImportError {
  readonly file: string;
  readonly stackTrace: string;
  /** When the file was read, in ISO 8601. */
  readonly timestamp: string;
}

export type RunState = 'queued' | 'running' | 'success' | 'failed';

export interface DagRun {
  readonly runId: string;
  readonly state: RunState;
  /** When it was asked for, started and ended, in ISO 8601; null before. */
  readonly queuedAt: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly conf: JsonObject;
}

export interface TaskInstance {
  readonly taskId: string;
  /** -1 unless the task is mapped. */
  readonly mapIndex: number;
  /** Airflow's word, such as `up_for_retry`; null before it was looked at. */
  readonly state: string | null;
  /** Of the newest try, from 1; 0 before the first. */
  readonly tryNumber: number;
  /** Of the newest try, in ISO 8601; null before. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Fields as rendered for the newest try; empty before. */
  readonly renderedFields: JsonObject;
}
