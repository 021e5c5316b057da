// Written by scripts/write-option-types.mjs from schema.json.

/** Runs a flow on this machine, every task in a process of its own. Options that are not named here are parameters of the flow. */
export interface RunExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Tasks that run at the same time. */
  readonly maxWorkers?: number;
  /** Items that a foreach may have. */
  readonly maxNumSplits?: number;
  /** Megabytes of output that are stored of a task, of each stream. */
  readonly maxLogSize?: number;
  /** What no task shares with another: its process, or only the state of its modules. */
  readonly isolation?: 'process' | 'module';
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
  /** Where data goes; METAFLOW_DEFAULT_DATASTORE, else local, when not given. */
  readonly datastore?: 'local' | 's3';
  /** Where runs are known: in .metaflow, or at a metadata service. */
  readonly metadata?: 'local' | 'service';
  /** Decorators to add to every step that has none of their kind, e.g. retry:times=3. */
  readonly with?: readonly string[];
  /** Tags of the run. */
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
  /** Runs, as Flow/run, that count as what started this one, for a flow with @triggerOnFinish. */
  readonly trigger?: readonly string[];
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
  readonly [name: string]: unknown;
}

/** Names of the options that `mf` has as well. */
export const runOptions = {
  known: [
    'maxWorkers',
    'maxNumSplits',
    'maxLogSize',
    'isolation',
    'config',
    'configValue',
    'datastore',
    'metadata',
    'with',
    'tag',
    'branch',
    'namespace',
    'runIdFile',
    'trigger',
  ],
  flags: ['production', 'quiet'],
};
