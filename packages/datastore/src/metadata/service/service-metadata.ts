import type { RunPath, StepPath, TaskPath } from '../../task/task-path';
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
} from '../json-records';
import { metadataOfAttempt } from '../metadata-of-attempt';
import { compareIds, newestFirst } from '../order';
import type {
  ArtifactQuery,
  MetadataProvider,
  MetadataQuery,
  MetadataWriter,
  TagChange,
  WriterIdentity,
} from '../provider';
import type { ArtifactRecord, FlowRecord, MetadataRecord, RunRecord, StepRecord, TaskRecord } from '../records';
import { readTasksWithMetadata } from '../tasks-with-metadata';
import { parseArrayText } from './array-text';
import { contentOf, ServiceHttp } from './service-http';
import { ServiceMetadataWriter } from './service-metadata-writer';
import { flowUrl, part, runUrl, stepUrl, taskUrl } from './service-path';
import type { ServiceSettings } from './service-settings';

/** A metadata record as the service gives it. */
type ServiceMetadataJson = MetadataJson & { readonly id?: number };

/**
 * Metaflow's metadata service: the same records, asked for and sent over HTTP. A list costs one request.
 *
 * Every method rejects with ServiceUnreachableError, ServiceUnauthorizedError or UnexpectedAnswerError where the service
 * does not do its part.
 */
export class ServiceMetadata implements MetadataProvider {
  readonly type = 'service';
  readonly info: string;
  readonly #http: ServiceHttp;

  constructor(settings: ServiceSettings) {
    this.info = settings.url;
    this.#http = new ServiceHttp(settings);
  }

  async flows(): Promise<FlowRecord[]> {
    return newestFirst((await this.#list<ObjectJson>('/flows')).map(flowRecord), (record) => record.flow);
  }

  async flow(flow: string): Promise<FlowRecord | undefined> {
    return this.#self(flowUrl(flow), flowRecord);
  }

  async runs(flow: string): Promise<RunRecord[]> {
    return newestFirst((await this.#list<ObjectJson>(flowUrl(flow, 'runs'))).map(runRecord), (record) => record.run);
  }

  async run(path: RunPath): Promise<RunRecord | undefined> {
    return this.#self(runUrl(path), runRecord);
  }

  async steps(path: RunPath): Promise<StepRecord[]> {
    return newestFirst((await this.#list<ObjectJson>(runUrl(path, 'steps'))).map(stepRecord), (record) => record.step);
  }

  async step(path: StepPath): Promise<StepRecord | undefined> {
    return this.#self(stepUrl(path), stepRecord);
  }

  async tasks(path: StepPath): Promise<TaskRecord[]> {
    return newestFirst((await this.#list<ObjectJson>(stepUrl(path, 'tasks'))).map(taskRecord), (record) => record.task);
  }

  async task(path: TaskPath): Promise<TaskRecord | undefined> {
    return this.#self(taskUrl(path), taskRecord);
  }

  async artifacts(path: TaskPath, { attempt }: ArtifactQuery = {}): Promise<ArtifactRecord[]> {
    await this.#checkAttempt(attempt);
    const below = attempt === undefined ? ['artifacts'] : ['attempt', String(attempt), 'artifacts'];
    const records = (await this.#list<ArtifactJson>(taskUrl(path, ...below))).map(artifactRecord);
    const latest = Math.max(...records.map((record) => record.attempt));
    return newestFirst(
      records.filter((record) => record.attempt === latest),
      (record) => record.name,
    );
  }

  async artifact(path: TaskPath, name: string, query: ArtifactQuery = {}): Promise<ArtifactRecord | undefined> {
    const { attempt } = query;
    await this.#checkAttempt(attempt);
    const request = {
      method: 'GET',
      path: taskUrl(path, 'artifacts', part(name), ...(attempt === undefined ? [] : ['attempt', String(attempt)])),
    } as const;
    const answer = await this.#http.send(request);
    if (answer.status !== 404) return artifactRecord(contentOf<ArtifactJson>(request, answer));
    // The service says {} for what is not there. Any other text is that of a server that can't look for one artifact.
    if (answer.body === '{}') return undefined;
    return (await this.artifacts(path, query)).find((record) => record.name === name);
  }

  async metadata(path: TaskPath, { fields, attempt }: MetadataQuery = {}): Promise<MetadataRecord[]> {
    const json = await this.#list<ServiceMetadataJson>(taskUrl(path, 'metadata'));
    json.sort((a, b) => a.ts_epoch - b.ts_epoch || (a.id ?? 0) - (b.id ?? 0));
    const records = json.map(serviceMetadataRecord);
    const asked = attempt === undefined ? records : metadataOfAttempt(records, attempt);
    return fields === undefined ? asked : asked.filter(({ field }) => fields.includes(field));
  }

  async tasksWithMetadata(path: StepPath, field: string, pattern: string): Promise<string[]> {
    // Not every server gives all tasks to a search without a query, as which Metaflow's client asks for them.
    if (pattern === '.*') return (await this.tasks(path)).map(({ task }) => task);
    // The service searches within values, so the pattern says that it is for whole ones.
    const query = new URLSearchParams({ metadata_field_name: field, pattern: `^(?:${pattern})$` }).toString();
    const found = await this.#http.find<string[]>(stepUrl(path, `filtered_tasks?${query}`));
    // Services before 2.5.0 can't search.
    if (found === undefined) return readTasksWithMetadata(this, path, field, pattern);
    return found.map((pathspec) => pathspec.split('/').at(-1) as string).sort((a, b) => compareIds(b, a));
  }

  async changeTags(path: RunPath, change: TagChange): Promise<string[]> {
    const { changeServiceTags } = await import('./service-tags.js');
    return changeServiceTags(this.#http, path, change);
  }

  writer(flow: string, identity: WriterIdentity): MetadataWriter {
    return new ServiceMetadataWriter(this.#http, flow, identity);
  }

  async #self<T>(url: string, toRecord: (json: ObjectJson) => T): Promise<T | undefined> {
    const json = await this.#http.find<ObjectJson>(url);
    return json && toRecord(json);
  }

  async #list<T>(path: string): Promise<T[]> {
    return (await this.#http.find<T[]>(path)) ?? [];
  }

  async #checkAttempt(attempt: number | undefined): Promise<void> {
    if (attempt !== undefined) await this.#http.require('Reading one attempt of a task', '2.0.6');
  }
}

/** The service keeps texts: the list of a `foreach-stack` comes back as PostgreSQL writes one. */
function serviceMetadataRecord(json: ServiceMetadataJson): MetadataRecord {
  const record = metadataRecord(json);
  const { field, value } = record;
  if (field !== 'foreach-stack' || typeof value !== 'string') return record;
  return { ...record, value: parseArrayText(value) ?? value };
}
