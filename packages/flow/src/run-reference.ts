/** What `current.run`, `current.task` and the runs of a trigger have in common: objects of Metaflow's client, see `@mf/client`. */
interface ClientObject {
  readonly id: string;
  readonly pathspec: string;
  readonly createdAt: Promise<Date>;
  /** User and system tags of the run. */
  readonly tags: Promise<ReadonlySet<string>>;
  readonly userTags: Promise<ReadonlySet<string>>;
  readonly systemTags: Promise<ReadonlySet<string>>;
}

/** A run as the client reads it: the members of its `Run` that steps and exit hooks have a use for. */
export interface RunReference extends ClientObject, AsyncIterable<{ readonly id: string; readonly pathspec: string }> {
  readonly successful: Promise<boolean>;
  readonly finished: Promise<boolean>;
  readonly finishedAt: Promise<Date | undefined>;
  /** Artifacts of the last step; undefined while it has not run. */
  readonly data: Promise<Readonly<Record<string, unknown>> | undefined>;
  addTag(...tags: readonly string[]): Promise<void>;
  removeTag(...tags: readonly string[]): Promise<void>;
  replaceTags(remove: readonly string[], add: readonly string[]): Promise<void>;
}

/** A task as the client reads it. */
export interface TaskReference extends ClientObject {
  readonly successful: Promise<boolean>;
  readonly finished: Promise<boolean>;
  readonly stdout: Promise<string>;
  readonly stderr: Promise<string>;
}
