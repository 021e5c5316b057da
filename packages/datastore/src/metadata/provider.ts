import type { RunPath, StepPath, TaskPath } from '../task/task-path';
import type {
  ArtifactEntry,
  ArtifactRecord,
  FlowRecord,
  MetadataEntry,
  MetadataRecord,
  RunRecord,
  StepRecord,
  TaskRecord,
} from './records';

/** Which artifact records of a task are meant. */
export interface ArtifactQuery {
  /** One attempt; without it the latest attempt that is done, as Metaflow reads. */
  readonly attempt?: number;
}

/** Which metadata records of a task are meant. */
export interface MetadataQuery {
  /** Only these fields. A provider need not look at any other. */
  readonly fields?: readonly string[];
  /** Only what this attempt wrote; without it all attempts. */
  readonly attempt?: number;
}

/** How tags of a run change: removed first, then added. */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Where runs are known: a `.metaflow` directory, or a metadata service.
 * Lists are newest first (by creation; ids decide between equal times). Missing objects are undefined, missing lists
 * empty.
 */
export interface MetadataProvider {
  /** Metaflow's name of the kind of provider: `local`, `service`; `datastore` for records that are kept beside the data. */
  readonly type: string;
  /** Where it is: the directory that has `.metaflow`, the URL of the service, or the root of the data. */
  readonly info: string;

  flows(): Promise<FlowRecord[]>;
  flow(flow: string): Promise<FlowRecord | undefined>;
  runs(flow: string): Promise<RunRecord[]>;
  run(path: RunPath): Promise<RunRecord | undefined>;
  steps(path: RunPath): Promise<StepRecord[]>;
  step(path: StepPath): Promise<StepRecord | undefined>;
  tasks(path: StepPath): Promise<TaskRecord[]>;
  task(path: TaskPath): Promise<TaskRecord | undefined>;
  artifacts(path: TaskPath, query?: ArtifactQuery): Promise<ArtifactRecord[]>;
  artifact(path: TaskPath, name: string, query?: ArtifactQuery): Promise<ArtifactRecord | undefined>;
  /** Metadata records of a task, oldest first. */
  metadata(path: TaskPath, query?: MetadataQuery): Promise<MetadataRecord[]>;
  /**
   * Ids of a step's tasks that have a record of the field whose whole value matches the regular expression
   * (`.*` matches every task, also one without the field), newest task first.
   */
  tasksWithMetadata(path: StepPath, field: string, pattern: string): Promise<string[]>;

  /**
   * Changes a run's user tags and resolves to those it has then. The rules are Metaflow's: a system tag can't be
   * removed and is not added again; a tag is 1 to 500 characters; a run has at most 50.
   * @throws InvalidTagError, RunNotFoundForTagsError, TagConflictError
   */
  changeTags(path: RunPath, change: TagChange, user: string): Promise<string[]>;

  /** A writer for one flow, in the name of a user. */
  writer(flow: string, identity: WriterIdentity): MetadataWriter;
}

/** In whose name records are written. */
export interface WriterIdentity {
  /** User that the records name. */
  readonly user: string;
  /** User tags of every run that is registered. */
  readonly tags?: readonly string[];
  /** System tags of every run that is registered: `user:…` or `production:…`, `runtime:…` and so on. */
  readonly systemTags?: readonly string[];
}

/** Registers what one process of a flow creates. */
export interface MetadataWriter {
  readonly flow: string;
  readonly identity: WriterIdentity;

  /** Makes a run id and registers the flow and the run. */
  newRun(): Promise<string>;
  /**
   * Registers a run whose id was made elsewhere, and its flow. False when it was there: the tags of the first
   * registration stay.
   */
  registerRun(run: string): Promise<boolean>;
  /** Makes the next task id of a run (`0`, `1`, … for a local provider) and registers the step and the task. */
  newTask(run: string, step: string): Promise<string>;
  /** Registers a task whose id was made elsewhere, and its step. False when it was there. */
  registerTask(path: StepPath, task: string): Promise<boolean>;
  /** Adds metadata records to a task. */
  addMetadata(path: TaskPath, entries: readonly MetadataEntry[]): Promise<void>;
  /** Records which artifacts an attempt of a task has. */
  registerArtifacts(path: TaskPath, attempt: number, artifacts: readonly ArtifactEntry[]): Promise<void>;
  /**
   * Makes the artifacts recorded for this attempt and every later one invisible, before the attempt is run again.
   * The attempts stay known, so readers don't fall back to an earlier one.
   */
  forgetArtifacts(path: TaskPath, fromAttempt: number): Promise<void>;
  /**
   * Makes what was recorded with an attempt last, once the attempt is over or has to be known: where records have no place of their own
   * but beside the data, they go there now. Elsewhere they are where they belong already.
   */
  handOver(path: TaskPath, attempt: number): Promise<void>;
  /**
   * Lets a service know, again and again, that a run or one of its tasks is being worked on, until what it returns is
   * called. Nothing is awaited, nothing fails, and no process is kept alive by it. Local metadata has no use for it.
   *
   * @param task the run itself when not given
   */
  startHeartbeat(run: string, task?: Pick<TaskPath, 'step' | 'task'>): StopHeartbeat;
}

/** Ends a heartbeat. May be called again. */
export type StopHeartbeat = () => void;
