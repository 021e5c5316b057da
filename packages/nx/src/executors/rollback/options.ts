// Written by scripts/write-option-types.mjs from schema.json.

/** Puts the previous deployment of flows back into an environment. */
export interface RollbackExecutorOptions {
  /** The flows; all of the project when not given. */
  readonly files?: readonly string[];
  /** Which environment of those in the options of @mf/nx/plugin in nx.json, e.g. production; the configurations of the target choose it. */
  readonly environment?: string;
  /** The deployment to put back, as mf deployments --history numbers it; the previous one when not given. */
  readonly number?: number;
  /** Production token of what somebody else has deployed; needed once. */
  readonly authorize?: string;
  /** Print what would be done, and do nothing. */
  readonly dryRun?: boolean;
  /** False does not ask the environment's Airflow: neither what runs, nor whether it has read the files. */
  readonly wait?: boolean;
  /** Seconds that Airflow may take to read a file. */
  readonly timeout?: number;
}
