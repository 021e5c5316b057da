// Written by scripts/write-option-types.mjs from schema.json.

/** Prints every error of flows at once, each with its place, a code frame and what to do. */
export interface CheckExecutorOptions {
  /** The flows, relative to the workspace root. */
  readonly files: readonly string[];
  /** Flows of the same class name, inferred: an error where they would be the same DAG. None when they belong to another Airflow. */
  readonly namesakes?: readonly string[];
  /** Decorators to add to every step that has none of their kind, e.g. retry:times=3. */
  readonly with?: readonly string[];
  /** Where the flows are to be deployed: also says what they cannot do there. (The --target of mf check; Nx keeps that word for itself.) */
  readonly on?: 'airflow';
  /** With on=airflow: where steps run there; process when not given. */
  readonly compute?: 'process' | 'docker' | 'kubernetes';
  /** Files that configs of the flow are read from, by the config's name. */
  readonly config?: Readonly<Record<string, string>>;
  /** Values of configs of the flow, by the config's name. */
  readonly configValue?: Readonly<Record<string, unknown>>;
  /** The words after the target as they were typed. */
  readonly __unparsed__?: readonly string[];
}

/** All options: see `refuseUnknownOptions`. */
export const checkOptionNames: readonly string[] = [
  'files',
  'namesakes',
  'with',
  'on',
  'compute',
  'config',
  'configValue',
  '__unparsed__',
];
