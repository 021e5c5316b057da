/** A flow, as its `_self.json` says. */
export interface FlowRecord {
  readonly flow: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/**
 * A run, as its `_self.json` says. Tags belong to runs alone: what Metaflow shows as tags of a step, task or artifact
 * are those of the run.
 */
export interface RunRecord extends FlowRecord {
  readonly run: string;
  readonly user: string | undefined;
  readonly tags: readonly string[];
  readonly systemTags: readonly string[];
}

/** A step of a run. */
export interface StepRecord extends FlowRecord {
  readonly run: string;
  readonly step: string;
}

/** A task of a step. */
export interface TaskRecord extends StepRecord {
  readonly task: string;
}

/** An artifact of one attempt of a task. */
export interface ArtifactRecord extends TaskRecord {
  readonly attempt: number;
  readonly name: string;
  /** How the value is encoded (`gzip+pickle-v4`). */
  readonly encoding: string;
  /** SHA-1 of the encoded value: its key in the content-addressed store. */
  readonly sha: string;
  /** Kind of storage that has the value: `local`, `s3`. */
  readonly storageType: string;
  /** Root of that storage when the record was written; undefined when the record names the object itself. */
  readonly storageRoot: string | undefined;
}

/** A metadata record of a task. */
export interface MetadataRecord {
  readonly field: string;
  /** Text for every field but `foreach-stack`, a list of `variable=value` texts. */
  readonly value: string | readonly string[] | null;
  readonly type: string;
  readonly tags: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A metadata record to be written. */
export interface MetadataEntry {
  readonly field: string;
  readonly value: string | readonly string[];
  /** The same as the field unless given, which is so for nearly all of Metaflow's. */
  readonly type?: string;
  /** Attempt that writes it (tag `attempt_id:N`); left out for what is not about an attempt. */
  readonly attempt?: number;
}

/** An artifact record to be written. */
export interface ArtifactEntry {
  readonly name: string;
  readonly encoding: string;
  readonly sha: string;
  readonly storageType: string;
  readonly storageRoot: string;
}
