// Written by scripts/write-option-types.mjs from schema.json.

/** Starts a run of a deployed flow. Options that are not named here are parameters of the flow. */
export interface AirflowTriggerExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Show the states of its tasks until the run has ended; fails as the run does. */
  readonly wait?: boolean;
  /** NAME=VALUE of parameters, also of those whose name is another option here. */
  readonly param?: readonly string[];
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
  readonly [name: string]: unknown;
}

/** Names of the options that `mf` has as well. */
export const airflowTriggerOptions = {
  known: ['param', 'name', 'branch', 'airflowUrl', 'airflowUser', 'config', 'configValue'],
  flags: ['wait', 'production'],
};
