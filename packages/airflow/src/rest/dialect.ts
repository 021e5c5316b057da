import type { ExactJson } from '@mf/ir';
import type { RawDag } from './raw';
import type { Transport } from './transport';

/** All in which the APIs of Airflow 2 and 3 differ, as far as it is used. */
export interface Dialect {
  readonly prefix: string;
  /** Body of the call that starts a run now. */
  readonly newRun: (conf: ExactJson) => ExactJson;
  /** Behind the address of Airflow: the page about a run of a DAG. */
  readonly runPage: (runId: string) => string;
  /** Path of a DAG's source, behind the prefix. */
  readonly sourcePath: (dag: RawDag) => string;
  /** Reads a log of a task: lines as the task wrote them. */
  readonly log: (call: Transport, path: string, mapIndex: number) => Promise<string>;
}

export const airflow2: Dialect = {
  prefix: '/api/v1',
  newRun: (conf) => ({ conf }),
  runPage: (runId) => `/grid?dag_run_id=${encodeURIComponent(runId)}`,
  sourcePath: ({ file_token: token = '' }) => `/dagSources/${encodeURIComponent(token)}`,
  log: async (call, path, mapIndex) => {
    const response = await call(path, {
      query: { map_index: mapIndex, full_content: true },
      headers: { accept: 'text/plain' },
    });
    // [2026-01-31T12:00:00.000+0000] {subprocess.py:106} INFO - text
    return (await response.text()).replace(/^\[[^\]]*\] \{[^}]*\} [A-Z]+ - /gm, '');
  },
};

/** A line of a log as Airflow 3 keeps it; an exception is told beside the line. */
interface LogEvent {
  readonly event: string;
  readonly error_detail?: readonly { readonly exc_type: string; readonly exc_value: string }[];
}

const errorText = ({ exc_type: type, exc_value: value }: { exc_type: string; exc_value: string }): string =>
  `${type}: ${value}`;

export const airflow3: Dialect = {
  prefix: '/api/v2',
  newRun: (conf) => ({ logical_date: null, conf }),
  runPage: (runId) => `/runs/${encodeURIComponent(runId)}`,
  sourcePath: ({ dag_id: dagId }) => `/dagSources/${encodeURIComponent(dagId)}`,
  log: async (call, path, mapIndex) => {
    const response = await call(path, { query: { map_index: mapIndex, full_content: true } });
    const { content } = (await response.json()) as { content: readonly LogEvent[] };
    return content.flatMap(({ event, error_detail: errors }) => [event, ...(errors ?? []).map(errorText)]).join('\n');
  },
};
