// Written by scripts/write-option-types.mjs from schema.json.

/** Deletes a deployed flow: its files, and what Airflow knows of it. */
export interface AirflowDeleteExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Where Airflow has its DAGs from: a folder, s3://bucket/prefix, gs://bucket/prefix, git:FOLDER, or git:URL#BRANCH:FOLDER; AIRFLOW_DAGS when not given. */
  readonly to?: string;
  /** Do not ask. */
  readonly yes?: boolean;
  /** Seconds that Airflow may take to see that the file is gone; 600 when not given. */
  readonly timeout?: number;
  /** The id of the DAG; the flow's name, with project and branch, when not given. */
  readonly name?: string;
  /** Branch of @project, e.g. an experiment; your own when not given. */
  readonly branch?: string;
  /** Production branch of @project. */
  readonly production?: boolean;
  /** Production token of a deployment that somebody else has made; needed once. */
  readonly authorize?: string;
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
export const airflowDeleteOptions = {
  known: ['to', 'timeout', 'name', 'branch', 'authorize', 'airflowUrl', 'airflowUser', 'config', 'configValue'],
  flags: ['yes', 'production'],
};
