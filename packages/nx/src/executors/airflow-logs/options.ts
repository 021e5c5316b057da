// Written by scripts/write-option-types.mjs from schema.json.

/** Prints what Airflow has logged of the tasks of a run. */
export interface AirflowLogsExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** One of the two ids of a run; the newest when not given. */
  readonly runId?: string | number;
  /** Only of this step; needs the run. */
  readonly step?: string;
  /** Only of this item of a foreach. */
  readonly mapIndex?: number;
  /** The attempt, from 0; the latest when not given. */
  readonly attempt?: number;
  /** Go on printing until the run has ended. */
  readonly follow?: boolean;
  /** The id of the DAG; the flow's name, with project and branch, when not given. */
  readonly name?: string;
  /** Branch of @project, e.g. an experiment; your own when not given. */
  readonly branch?: string;
  /** Production branch of @project. */
  readonly production?: boolean;
  /** Where the user interface of Airflow opens; AIRFLOW_URL when not given. */
  readonly airflowUrl?: string;
  /** User of Airflow, AIRFLOW_USERNAME when not given. The password comes from AIRFLOW_PASSWORD, or a token from AIRFLOW_TOKEN. */
  readonly airflowUser?: string;
  /** Files that configs of the flow are read from, by the config's name, only to read its file: runs have the configs of the deployment. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name, only to read its file: runs have the configs of the deployment. */
  readonly configValue?: Readonly<Record<string, unknown>>;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** Names of the options that `mf` has as well. */
export const airflowLogsOptions = {
  known: [
    'runId',
    'step',
    'mapIndex',
    'attempt',
    'name',
    'branch',
    'airflowUrl',
    'airflowUser',
    'config',
    'configValue',
  ],
  flags: ['follow', 'production'],
};
