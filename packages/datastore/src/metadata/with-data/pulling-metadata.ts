import type { Storage } from '../../storage/storage';
import { runPathspec, type RunPath, type StepPath, type TaskPath } from '../../task/task-path';
import { LocalMetadata } from '../local-metadata';
import type {
  ArtifactQuery,
  MetadataProvider,
  MetadataQuery,
  MetadataWriter,
  TagChange,
  WriterIdentity,
} from '../provider';
import type { ArtifactRecord, FlowRecord, MetadataRecord, RunRecord, StepRecord, TaskRecord } from '../records';

/** How long a run that is not over is taken for what it was, in milliseconds; and that in terms of the time that pulling it took. */
const pulledFor = 2000;
const pulledForTimes = 10;

/** Metadata that completes itself from the datastore. */
export interface PullingOptions {
  readonly type: 'local' | 'datastore';
  readonly info: string;
  /** The `.metaflow` directory, or what stands for it. */
  readonly tree: Storage;
  /** Where the data of flows lies, and beside it the records of tasks that ran elsewhere. */
  readonly data: Storage;
  readonly writer: (flow: string, identity: WriterIdentity) => MetadataWriter;
}

/**
 * Local metadata of flows whose data lies elsewhere, where machines may have run tasks that this one does not know of: a run that is not
 * known is rebuilt from what its tasks have left beside their data (`pullRun`), and one that was rebuilt before it was over, again.
 */
export class PullingMetadata implements MetadataProvider {
  readonly type: string;
  readonly info: string;
  readonly writer: PullingOptions['writer'];
  readonly #known: LocalMetadata;
  /** When the runs that were looked at have to be looked at again. */
  readonly #seen = new Map<string, Promise<number>>();

  constructor(private readonly options: PullingOptions) {
    this.type = options.type;
    this.info = options.info;
    this.writer = options.writer;
    this.#known = new LocalMetadata(options.tree);
  }

  flows(): Promise<FlowRecord[]> {
    return this.#known.flows();
  }

  async flow(flow: string): Promise<FlowRecord | undefined> {
    const known = await this.#known.flow(flow);
    if (known) return known;
    await this.#noteRuns(flow);
    return this.#known.flow(flow);
  }

  async runs(flow: string): Promise<RunRecord[]> {
    await this.#noteRuns(flow);
    return this.#known.runs(flow);
  }

  async run(path: RunPath): Promise<RunRecord | undefined> {
    await this.#ready(path);
    return this.#known.run(path);
  }

  async steps(path: RunPath): Promise<StepRecord[]> {
    await this.#ready(path);
    return this.#known.steps(path);
  }

  async step(path: StepPath): Promise<StepRecord | undefined> {
    await this.#ready(path);
    return this.#known.step(path);
  }

  async tasks(path: StepPath): Promise<TaskRecord[]> {
    await this.#ready(path);
    return this.#known.tasks(path);
  }

  async task(path: TaskPath): Promise<TaskRecord | undefined> {
    await this.#ready(path);
    return this.#known.task(path);
  }

  async artifacts(path: TaskPath, query?: ArtifactQuery): Promise<ArtifactRecord[]> {
    await this.#ready(path);
    return this.#known.artifacts(path, query);
  }

  async artifact(path: TaskPath, name: string, query?: ArtifactQuery): Promise<ArtifactRecord | undefined> {
    await this.#ready(path);
    return this.#known.artifact(path, name, query);
  }

  async metadata(path: TaskPath, query?: MetadataQuery): Promise<MetadataRecord[]> {
    await this.#ready(path);
    return this.#known.metadata(path, query);
  }

  async tasksWithMetadata(path: StepPath, field: string, pattern: string): Promise<string[]> {
    await this.#ready(path);
    return this.#known.tasksWithMetadata(path, field, pattern);
  }

  async changeTags(path: RunPath, change: TagChange, user: string): Promise<string[]> {
    await this.#ready(path);
    return this.#known.changeTags(path, change, user);
  }

  async #noteRuns(flow: string): Promise<void> {
    const { noteRunsOfSchedulers } = await import('../../parts/pulled-runs.js');
    await noteRunsOfSchedulers(this.options.data, this.options.tree, flow);
  }

  /** Makes sure that what is known of a run is what can be known. */
  async #ready(path: RunPath): Promise<void> {
    const key = runPathspec(path);
    const seen = this.#seen.get(key);
    if (seen && (await seen) > Date.now()) return;
    // Another reader has begun to look meanwhile.
    if (this.#seen.get(key) !== seen) return this.#ready(path);
    const looking = this.#look(path);
    this.#seen.set(key, looking);
    looking.catch(() => this.#seen.delete(key));
    await looking;
  }

  async #look(path: RunPath): Promise<number> {
    const { data, tree } = this.options;
    const { pullRun, readPulledMark } = await import('../../parts/pulled-runs.js');
    const mark = await readPulledMark(tree, path);
    // A mark without its run is of a pull that was broken off.
    const isFinal = mark?.isComplete ?? true;
    if (isFinal && (await this.#known.run(path))) return Infinity;
    const start = Date.now();
    await pullRun(data, tree, path);
    const end = Date.now();
    return end + Math.max(pulledFor, (end - start) * pulledForTimes);
  }
}
