import type { ArtifactRecord, FlowRecord, MetadataRecord, RunRecord, StepRecord, TaskRecord } from './records';

/** Directory of the metadata of a flow, run, step or task, inside that of its data. */
export const META = '_meta';
/** What an object says about itself. */
export const SELF = `${META}/_self.json`;

/** `_self.json` of a flow, run, step or task, as Metaflow writes it. */
export interface SelfFile {
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

/** `<attempt>_artifact_<name>.json`. */
export interface ArtifactFile extends SelfFile {
  readonly attempt_id: number;
  readonly name: string;
  readonly content_type: string;
  readonly type: 'metaflow.artifact';
  readonly sha: string;
  readonly ds_type: string;
  readonly location: string;
}

/** `sysmeta_<field>_<ms>.json`. */
export interface SysmetaFile {
  readonly flow_id: string;
  readonly run_number: string;
  readonly step_name: string;
  readonly task_id: string;
  readonly field_name: string;
  readonly type: string;
  readonly value: string | readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly user_name?: string | null;
  readonly ts_epoch: number;
}

const ROOT_LOCATION = ':root:';

/** `location` of an artifact that is in the content-addressed store of a root. */
export function rootLocation(root: string): string {
  return ROOT_LOCATION + root;
}

export function flowRecord(file: SelfFile): FlowRecord {
  return { flow: file.flow_id, createdAt: file.ts_epoch };
}

export function runRecord(file: SelfFile): RunRecord {
  return {
    ...flowRecord(file),
    run: String(file.run_number),
    user: file.user_name ?? undefined,
    tags: file.tags ?? [],
    systemTags: file.system_tags ?? [],
  };
}

export function stepRecord(file: SelfFile): StepRecord {
  return { ...flowRecord(file), run: String(file.run_number), step: file.step_name ?? '' };
}

export function taskRecord(file: SelfFile): TaskRecord {
  return { ...stepRecord(file), task: String(file.task_id) };
}

export function artifactRecord(file: ArtifactFile): ArtifactRecord {
  return {
    ...taskRecord(file),
    attempt: file.attempt_id,
    name: file.name,
    encoding: file.content_type,
    sha: file.sha,
    storageType: file.ds_type,
    storageRoot: file.location.startsWith(ROOT_LOCATION) ? file.location.slice(ROOT_LOCATION.length) : undefined,
  };
}

export function metadataRecord(file: SysmetaFile): MetadataRecord {
  return {
    field: file.field_name,
    value: file.value,
    type: file.type,
    tags: file.tags ?? [],
    createdAt: file.ts_epoch,
  };
}

/** Name of a metadata file taken apart; undefined for any other file. */
export function parseSysmetaName(name: string): { field: string; milliseconds: number } | undefined {
  const match = /^sysmeta_(.+)_(\d+)\.json$/.exec(name);
  return match ? { field: match[1] as string, milliseconds: Number(match[2]) } : undefined;
}

/** Name of an artifact record's file taken apart; undefined for any other file. */
export function parseArtifactName(name: string): { attempt: number; name: string } | undefined {
  const match = /^(\d+)_artifact_(.+)\.json$/.exec(name);
  return match ? { attempt: Number(match[1]), name: match[2] as string } : undefined;
}
