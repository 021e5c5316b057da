// Written by scripts/write-option-types.mjs from schema.json.

/** Continues an earlier run, local or from Airflow: results of the steps that succeeded are reused, the rest runs on this machine with the code as it is now. */
export interface ResumeExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** The run to continue, e.g. airflow-ec19e85042a1; the latest that mf run started here when not given. */
  readonly runId?: string | number;
  /** The same as runId, in Metaflow's words. */
  readonly originRunId?: string | number;
  /** Run again from this step, although it succeeded. */
  readonly step?: string;
  /** Tasks that run at the same time. */
  readonly maxWorkers?: number;
  /** Items that a foreach may have. */
  readonly maxNumSplits?: number;
  /** Megabytes of output that are stored of a task, of each stream. */
  readonly maxLogSize?: number;
  /** What no task shares with another: its process, or only the state of its modules. */
  readonly isolation?: 'process' | 'module';
  /** Where data goes; METAFLOW_DEFAULT_DATASTORE, else local, when not given. */
  readonly datastore?: 'local' | 's3';
  /** Where runs are known: in .metaflow, or at a metadata service. */
  readonly metadata?: 'local' | 'service';
  /** Decorators to add to every step that has none of their kind, e.g. retry:times=3. */
  readonly with?: readonly string[];
  /** Tags of the new run. */
  readonly tag?: readonly (string | number)[] | number;
  /** Branch of @project, e.g. an experiment; your own when not given. */
  readonly branch?: string;
  /** Production branch of @project. */
  readonly production?: boolean;
  /** Namespace of the client in steps; yours when not given, none when empty. */
  readonly namespace?: string;
  /** Print what tasks print, and what goes wrong, alone. */
  readonly quiet?: boolean;
  /** File, relative to the workspace root, that gets the id of the run as soon as it is known. */
  readonly runIdFile?: string;
  /** The DAG of a run that is named by Airflow's own id, where several deployments of the flow may have it. */
  readonly dagId?: string;
  /** Run the code that the run had on its scheduler, in place of the working copy. */
  readonly sameCode?: boolean;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
  readonly [name: string]: unknown;
}

/** Names of the options that `mf` has as well. */
export const resumeOptions = {
  known: [
    'runId',
    'originRunId',
    'step',
    'maxWorkers',
    'maxNumSplits',
    'maxLogSize',
    'isolation',
    'datastore',
    'metadata',
    'with',
    'tag',
    'branch',
    'namespace',
    'runIdFile',
    'dagId',
  ],
  flags: ['production', 'quiet', 'sameCode'],
};
