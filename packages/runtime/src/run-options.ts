import type { DecoratorIR, FlowIR, Project } from '@mf/ir';
import type { Datastore } from '@mf/datastore';
import type { RemoteTasks } from './scheduler/remote-tasks';
import type { OutputSink } from './scheduler/output-line';
import type { ProgressSink } from './scheduler/step-counts';

export type Isolation = 'process' | 'module';

/** What a run and a resumed run have in common. */
export interface CommonRunOptions {
  /** Path of the flow's bundle. */
  readonly bundle: string;
  /** The flow, free of lint errors. */
  readonly ir: FlowIR;
  /** Takes the lines that the run prints; `formatLine` makes text of one. */
  readonly output: OutputSink;
  /** Resolves when there is room for more lines: what tasks print waits for it. Default: there always is. */
  readonly outputTaken?: () => Promise<void>;
  /** Told how far the steps are, whenever that has changed: for a display that renews itself. */
  readonly onProgress?: ProgressSink;
  /** Decorators of `--with`: for every step that does not have one of its name. */
  readonly with?: readonly DecoratorIR[];
  /** Branch of `@project`; also from the environment: see `resolveProject`. */
  readonly branch?: string;
  /** Whether it is the production branch of `@project`. */
  readonly production?: boolean;
  /** Namespace that the client has in tasks where they choose none; that of this process when not given, none when empty. */
  readonly namespace?: string;
  /** Tags of the run. */
  readonly tags?: readonly string[];
  /** Kind of storage for data: `local`, `s3`. Default: METAFLOW_DEFAULT_DATASTORE, else `local`. */
  readonly datastore?: string;
  /** Kind of provider for metadata: `local`, `service`. Default: METAFLOW_DEFAULT_METADATA, else `local`. */
  readonly metadata?: string;
  /**
   * What no task shares with another: `process`, the default, or only the state of the author's modules, `module`. Then processes
   * are used for many tasks, and global state, or a handle that one leaves open, can reach the next.
   */
  readonly isolation?: Isolation;
  /**
   * Where tasks run that do not run on this machine, `@kubernetes` steps for one; without it, all run here. Called when nothing stands
   * in the way of the run any more, and before anything of it is written.
   */
  readonly openRemote?: (setting: RemoteSetting) => Promise<RemoteTasks | undefined>;
  /** Tasks that may run at the same time. Default 16, as in Metaflow. */
  readonly maxWorkers?: number;
  /** Items that a foreach may have. Default 100, as in Metaflow. */
  readonly maxNumSplits?: number;
  /** Megabytes of output of a task that are stored, of each stream. Default 10, as in Metaflow. */
  readonly maxLogSize?: number;
  /** Called with the run's id as soon as it is known, before any task starts; the run waits for it. */
  readonly onRun?: (run: string) => void | Promise<void>;
  /** Directory that tasks start in. Default: that of this process. */
  readonly cwd?: string;
  /** Environment of the tasks, and of the METAFLOW_* variables that decide about the run. Default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/** What tasks on other machines have to know of a run. */
export interface RemoteSetting {
  readonly datastore: Datastore;
  /** Who the run is of. */
  readonly user: string;
  readonly env: NodeJS.ProcessEnv;
  /** Of a flow with `@project`. */
  readonly project: Project | undefined;
  /** Says something of the scheduler's own. */
  readonly say: (text: string, isBad: boolean) => void;
}

/** Options with Metaflow's defaults in their places. */
export interface RunLimits {
  readonly maxWorkers: number;
  readonly maxSplits: number;
  /** Bytes. */
  readonly logLimit: number;
}

/** Metaflow's limits where none are given. */
export function runLimits({ maxWorkers = 16, maxNumSplits = 100, maxLogSize = 10 }: CommonRunOptions): RunLimits {
  return { maxWorkers, maxSplits: maxNumSplits, logLimit: maxLogSize * 1024 * 1024 };
}
