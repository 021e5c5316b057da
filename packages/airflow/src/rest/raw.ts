import type { Json, JsonObject } from '@mf/ir';
import type { Dag, DagParam, DagRun, RunState, TaskInstance } from './airflow-api';

/** What Airflow answers, as far as it is used: the same fields in versions 2 and 3, but for what concerns the schedule. */
export interface RawDag {
  readonly dag_id: string;
  readonly is_paused: boolean;
  /** Airflow 3. */
  readonly is_stale?: boolean;
  /** Airflow 2. */
  readonly is_active?: boolean | null;
  readonly fileloc: string;
  /** Airflow 2: what stands for the DAG's file. */
  readonly file_token?: string;
  readonly has_import_errors: boolean;
  readonly tags: readonly { readonly name: string }[] | null;
  /** Airflow 3. */
  readonly timetable_summary?: string | null;
  readonly next_dagrun_run_after?: string | null;
  /** Airflow 2. */
  readonly next_dagrun_create_after?: string | null;
  readonly schedule_interval?: { readonly value?: string } | null;
  readonly params: Readonly<Record<string, RawParam>> | null;
  readonly doc_md: string | null;
  readonly owners: readonly string[] | null;
  readonly max_active_tasks: number;
}

interface RawParam {
  readonly value?: Json;
  readonly description?: string | null;
  readonly schema?: JsonObject;
}

export interface RawImportError {
  readonly filename: string;
  readonly stack_trace: string;
  readonly timestamp: string;
}

export interface RawRun {
  readonly dag_run_id: string;
  readonly state: RunState;
  readonly queued_at?: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly conf: JsonObject | null;
}

export interface RawTaskInstance {
  readonly task_id: string;
  readonly map_index: number;
  readonly state: string | null;
  readonly try_number: number;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly rendered_fields: JsonObject | null;
}

export const dag = (details: RawDag, current: RawDag): Dag => ({
  dagId: details.dag_id,
  paused: current.is_paused,
  active: current.is_active ?? !current.is_stale,
  file: current.fileloc,
  hasImportErrors: current.has_import_errors,
  tags: (current.tags ?? []).map(({ name }) => name),
  schedule: details.timetable_summary ?? details.schedule_interval?.value ?? null,
  nextRun: current.next_dagrun_run_after ?? current.next_dagrun_create_after ?? null,
  params: Object.fromEntries(Object.entries(details.params ?? {}).map(([name, raw]) => [name, param(raw)])),
  docMd: details.doc_md,
  owners: current.owners ?? [],
  maxActiveTasks: details.max_active_tasks,
});

const param = ({ value = null, description = null, schema = {} }: RawParam): DagParam => ({
  value,
  description,
  schema,
});

export const dagRun = (raw: RawRun): DagRun => ({
  runId: raw.dag_run_id,
  state: raw.state,
  queuedAt: raw.queued_at ?? null,
  startedAt: raw.start_date,
  endedAt: raw.end_date,
  conf: raw.conf ?? {},
});

export const taskInstance = (raw: RawTaskInstance): TaskInstance => ({
  taskId: raw.task_id,
  mapIndex: raw.map_index,
  state: raw.state,
  tryNumber: raw.try_number,
  startedAt: raw.start_date,
  endedAt: raw.end_date,
  renderedFields: raw.rendered_fields ?? {},
});
