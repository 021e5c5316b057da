import { dirname } from 'node:path';
import type { Storage } from '../storage/storage';
import {
  joinNames,
  runPathspec,
  type RunPath,
  stepPathspec,
  type StepPath,
  taskPathspec,
  type TaskPath,
} from '../task/task-path';
import {
  type ArtifactJson,
  artifactRecord,
  flowRecord,
  type MetadataJson,
  metadataRecord,
  type ObjectJson,
  runRecord,
  stepRecord,
  taskRecord,
} from './json-records';
import { META, parseArtifactName, parseSysmetaName, SELF } from './local-files';
import { LocalMetadataWriter } from './local-metadata-writer';
import { metadataOfAttempt } from './metadata-of-attempt';
import { newestFirst } from './order';
import { readTasksWithMetadata } from './tasks-with-metadata';
import { parseJson } from './parse-json';
import type {
  ArtifactQuery,
  MetadataProvider,
  MetadataQuery,
  MetadataWriter,
  TagChange,
  WriterIdentity,
} from './provider';
import type { ArtifactRecord, FlowRecord, MetadataRecord, RunRecord, StepRecord, TaskRecord } from './records';

/**
 * Metaflow's local metadata: JSON files in `_meta` directories beside the data of flows, runs, steps and tasks.
 * A list costs one directory read and one file read per object.
 */
export class LocalMetadata implements MetadataProvider {
  readonly type = 'local';
  readonly info: string;

  /** @param storage the `.metaflow` directory */
  constructor(private readonly storage: Storage) {
    this.info = dirname(storage.root);
  }

  async flows(): Promise<FlowRecord[]> {
    return newestFirst((await this.#children('')).map(flowRecord), (record) => record.flow);
  }

  async flow(flow: string): Promise<FlowRecord | undefined> {
    return this.#self(joinNames(flow), flowRecord);
  }

  async runs(flow: string): Promise<RunRecord[]> {
    return newestFirst((await this.#children(joinNames(flow))).map(runRecord), (record) => record.run);
  }

  async run(path: RunPath): Promise<RunRecord | undefined> {
    return this.#self(runPathspec(path), runRecord);
  }

  async steps(path: RunPath): Promise<StepRecord[]> {
    return newestFirst((await this.#children(runPathspec(path))).map(stepRecord), (record) => record.step);
  }

  async step(path: StepPath): Promise<StepRecord | undefined> {
    return this.#self(stepPathspec(path), stepRecord);
  }

  async tasks(path: StepPath): Promise<TaskRecord[]> {
    return newestFirst((await this.#children(stepPathspec(path))).map(taskRecord), (record) => record.task);
  }

  async task(path: TaskPath): Promise<TaskRecord | undefined> {
    return this.#self(taskPathspec(path), taskRecord);
  }

  async artifacts(path: TaskPath, query: ArtifactQuery = {}): Promise<ArtifactRecord[]> {
    const names = await this.#metaNames(path);
    const attempt = query.attempt ?? (await this.#latestDoneAttempt(path, names));
    if (attempt === undefined) return [];
    const files = names.filter((name) => parseArtifactName(name)?.attempt === attempt);
    const records = (await this.#readMeta<ArtifactJson>(path, files)).map(artifactRecord);
    return newestFirst(records, (record) => record.name);
  }

  async artifact(path: TaskPath, name: string, query: ArtifactQuery = {}): Promise<ArtifactRecord | undefined> {
    const attempt = query.attempt ?? (await this.#latestDoneAttempt(path, await this.#metaNames(path)));
    if (attempt === undefined) return undefined;
    const [file] = await this.#readMeta<ArtifactJson>(path, [`${attempt}_artifact_${joinNames(name)}.json`]);
    return file && artifactRecord(file);
  }

  async metadata(path: TaskPath, query: MetadataQuery = {}): Promise<MetadataRecord[]> {
    const { fields, attempt } = query;
    const isWanted = (field: string): boolean => fields === undefined || fields.includes(field);
    const files = (await this.#metaNames(path)).filter((name) => {
      const parsed = parseSysmetaName(name);
      // Which attempt a record belongs to may depend on all the others.
      return parsed && (attempt !== undefined || isWanted(parsed.field));
    });
    const records = (await this.#readMeta<MetadataJson>(path, files.sort())).map(metadataRecord);
    records.sort((a, b) => a.createdAt - b.createdAt);
    return attempt === undefined ? records : metadataOfAttempt(records, attempt).filter(({ field }) => isWanted(field));
  }

  async tasksWithMetadata(path: StepPath, field: string, pattern: string): Promise<string[]> {
    return readTasksWithMetadata(this, path, field, pattern);
  }

  async changeTags(path: RunPath, change: TagChange, user: string): Promise<string[]> {
    const { changeLocalTags } = await import('./local-tags.js');
    return changeLocalTags(this.storage, path, change, user);
  }

  writer(flow: string, identity: WriterIdentity): MetadataWriter {
    return new LocalMetadataWriter(this.storage, flow, identity);
  }

  async #self<T>(path: string, toRecord: (json: ObjectJson) => T): Promise<T | undefined> {
    const bytes = await this.storage.read(`${path}/${SELF}`);
    return bytes && toRecord(this.#parse<ObjectJson>(bytes, `${path}/${SELF}`));
  }

  /** `_self.json` of everything directly under a path that has one. */
  async #children(path: string): Promise<ObjectJson[]> {
    const names = (await this.storage.list(path)).filter((name) => name !== META);
    const prefix = path === '' ? '' : `${path}/`;
    return this.#readAll<ObjectJson>(names.map((name) => `${prefix}${name}/${SELF}`));
  }

  async #metaNames(path: TaskPath): Promise<string[]> {
    return this.storage.list(`${taskPathspec(path)}/${META}`);
  }

  /** The attempt of the last `attempt-done` record by its file name, which is how Metaflow finds it. */
  async #latestDoneAttempt(path: TaskPath, names: readonly string[]): Promise<number | undefined> {
    const done = names.filter((name) => parseSysmetaName(name)?.field === 'attempt-done').sort();
    const [latest] = await this.#readMeta<MetadataJson>(path, done.slice(-1));
    return latest && Number(latest.value);
  }

  async #readMeta<T>(path: TaskPath, names: readonly string[]): Promise<T[]> {
    const directory = `${taskPathspec(path)}/${META}`;
    return this.#readAll<T>(names.map((name) => `${directory}/${name}`));
  }

  async #readAll<T>(paths: readonly string[]): Promise<T[]> {
    const contents = await this.storage.readMany(paths);
    return contents.flatMap((bytes, i) => (bytes ? [this.#parse<T>(bytes, paths[i] as string)] : []));
  }

  #parse<T>(bytes: Buffer, path: string): T {
    return parseJson<T>(bytes, `${this.storage.root}/${path}`);
  }
}
