// Written by scripts/write-option-types.mjs from schema.json.

/** Removes the DAGs of flows from an environment. Results of runs stay. */
export interface UndeployExecutorOptions {
  /** The flows; all of the project when not given. */
  readonly files?: readonly string[];
  /** Which environment of those in the options of @mf/nx/plugin in nx.json, e.g. production; the configurations of the target choose it. */
  readonly environment?: string;
  /** Production token of what somebody else has deployed; needed once. */
  readonly authorize?: string;
  /** Print what would be done, and do nothing. */
  readonly dryRun?: boolean;
  /** False does not ask the environment's Airflow: neither what runs, nor whether it has read the files. */
  readonly wait?: boolean;
  /** Seconds that Airflow may take to read a file. */
  readonly timeout?: number;
}
