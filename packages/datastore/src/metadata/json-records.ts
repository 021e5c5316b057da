import type { TaskPath } from '../task/task-path';
import type { WriterIdentity } from './provider';
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

/** A flow, run, step or task as Metaflow writes it: `_self.json`, or what a metadata service takes and gives. */
export interface ObjectJson {
  readonly flow_id: string;
  readonly run_number?: string | number;
  readonly step_name?: string;
  readonly task_id?: string | number;
  readonly user_name?: string | null;
  readonly tags?: readonly string[] | null;
  readonly system_tags?: readonly string[] | null;
  /** Milliseconds since the epoch. */
  readonly ts_epoch: number;
}

/** An artifact as Metaflow writes it: `<attempt>_artifact_<name>.json`. */
export interface ArtifactJson extends ObjectJson {
  readonly attempt_id: number;
  readonly name: string;
  readonly content_type: string;
  readonly type: 'metaflow.artifact';
  readonly sha: string;
  readonly ds_type: string;
  readonly location: string;
}

/** A metadata record as Metaflow writes it: `sysmeta_<field>_<ms>.json`. */
export interface MetadataJson {
  readonly flow_id: string;
  readonly run_number: string | number;
  readonly step_name: string;
  readonly task_id: string | number;
  readonly field_name: string;
  readonly type: string;
  readonly value: string | readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly user_name?: string | null;
  readonly ts_epoch: number;
}

const ROOT_LOCATION = ':root:';

export function flowRecord(json: ObjectJson): FlowRecord {
  return { flow: json.flow_id, createdAt: json.ts_epoch };
}

export function runRecord(json: ObjectJson): RunRecord {
  return {
    ...flowRecord(json),
    run: String(json.run_number),
    user: json.user_name ?? undefined,
    tags: json.tags ?? [],
    systemTags: json.system_tags ?? [],
  };
}

export function stepRecord(json: ObjectJson): StepRecord {
  return { ...flowRecord(json), run: String(json.run_number), step: json.step_name ?? '' };
}

export function taskRecord(json: ObjectJson): TaskRecord {
  return { ...stepRecord(json), task: String(json.task_id) };
}

export function artifactRecord(json: ArtifactJson): ArtifactRecord {
  return {
    ...taskRecord(json),
    attempt: json.attempt_id,
    name: json.name,
    encoding: json.content_type,
    sha: json.sha,
    storageType: json.ds_type,
    storageRoot: json.location.startsWith(ROOT_LOCATION) ? json.location.slice(ROOT_LOCATION.length) : undefined,
  };
}

export function metadataRecord(json: MetadataJson): MetadataRecord {
  return {
    field: json.field_name,
    value: json.value,
    type: json.type,
    tags: json.tags ?? [],
    createdAt: json.ts_epoch,
  };
}

/** A flow, run, step or task to be written: its names, and who it is from. */
export function objectJson<T extends object>(flow: string, identity: WriterIdentity, names: T) {
  const { user, tags = [], systemTags = [] } = identity;
  return { ...names, flow_id: flow, user_name: user, tags, system_tags: systemTags, ts_epoch: Date.now() };
}

/** An artifact of an attempt to be written. */
export function artifactJson(
  path: TaskPath,
  attempt: number,
  { name, encoding, sha, storageType, storageRoot }: ArtifactEntry,
  identity: WriterIdentity,
): ArtifactJson {
  return objectJson(path.flow, identity, {
    run_number: path.run,
    step_name: path.step,
    task_id: path.task,
    attempt_id: attempt,
    name,
    content_type: encoding,
    type: 'metaflow.artifact' as const,
    sha,
    ds_type: storageType,
    location: ROOT_LOCATION + storageRoot,
  });
}

/** A metadata record to be written. */
export function metadataJson(
  path: TaskPath,
  entry: MetadataEntry,
  { user }: WriterIdentity,
  milliseconds: number,
): MetadataJson {
  return {
    flow_id: path.flow,
    run_number: path.run,
    step_name: path.step,
    task_id: path.task,
    field_name: entry.field,
    type: entry.type ?? entry.field,
    value: entry.value,
    tags: entry.attempt === undefined ? [] : [`attempt_id:${entry.attempt}`],
    user_name: user,
    ts_epoch: milliseconds,
  };
}
