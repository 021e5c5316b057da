// Written by scripts/write-option-types.mjs from schema.json.

/** Runs a flow on this machine, every task in a process of its own. Options that are not named here are parameters of the flow. */
export interface RunExecutorOptions {
  /** The flow, relative to the workspace root. */
  readonly file?: string;
  /** Tasks that run at the same time. */
  readonly maxWorkers?: number;
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
  /** Where data goes; METAFLOW_DEFAULT_DATASTORE, else local, when not given. */
  readonly datastore?: 'local' | 's3';
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
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
  readonly [name: string]: unknown;
}
