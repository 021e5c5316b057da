// Written by scripts/write-option-types.mjs from schema.json.

/** Deploys what has changed of flows to an environment: images to its registry, DAGs to where its Airflow has them from. */
export interface DeployExecutorOptions {
  /** The flows; inferred, all *.flow.ts of the project. */
  readonly files: readonly string[];
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
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
}

/** All options: see `refuseUnknownOptions`. */
export const deployOptionNames: readonly string[] = [
  'files',
  'environment',
  'authorize',
  'dryRun',
  'wait',
  'timeout',
  'config',
  'configValue',
];
