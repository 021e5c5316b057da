// Written by scripts/write-option-types.mjs from schema.json.

/** Lists the runs of a deployed flow, the newest first, with their ids for Metaflow and for Airflow. */
export interface AirflowListRunsExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Runs that are listed; 10 when not given. */
  readonly limit?: number;
  /** Print JSON. */
  readonly json?: boolean;
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
export const airflowListRunsOptions = {
  known: ['limit', 'name', 'branch', 'airflowUrl', 'airflowUser', 'config', 'configValue'],
  flags: ['json', 'production'],
};
