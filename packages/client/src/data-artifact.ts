import {
  type ArtifactRecord,
  checkAttempt,
  type IncludedFile,
  openRecordedTask,
  type TaskPath,
  taskPathspec,
} from '@mf/datastore';
import { loadValue } from './artifact-value';
import { type ClientOptions, contextOf } from './context';
import { NotFoundError } from './errors';
import type { AnyFlow, FlowFields } from './flow-fields';
import type { Known } from './known';
import { getNamespace } from './namespace';
import { parsePathspec } from './pathspec';
import { allTags, RunHandle, systemTags, userTags } from './run-handle';
import { Task } from './task';

/** Python type of an IncludeFile parameter's value, whose pickle only says where the file is. */
const INCLUDED_FILE = "<class 'metaflow.includefile.IncludedFile'>";

/** Which attempt of a task is read. */
export interface AttemptOptions {
  /** From 0 to 5; the latest that is done unless given. */
  readonly attempt?: number;
}

/**
 * One artifact of a task. Nothing is read until something is asked for; every property then rejects with
 * `NotFoundError` or `NamespaceMismatchError` where the artifact can't be seen.
 *
 * @example await new DataArtifact('TrainFlow/1795422349537060/end/3/score').data
 */
export class DataArtifact<T = unknown> {
  /** Name of the artifact. */
  readonly id: string;
  readonly pathspec: string;
  readonly #task: TaskPath;
  readonly #attempt: number | undefined;
  readonly #run: RunHandle;
  #read: Promise<ArtifactRecord> | undefined;

  /**
   * @param pathspec `FlowName/RunID/StepName/TaskID/ArtifactName`
   * @param known for the objects of this package
   */
  constructor(pathspec: string, options: ClientOptions & AttemptOptions = {}, known?: Known<ArtifactRecord>) {
    const names = parsePathspec('DataArtifact', pathspec);
    const [flow, run, step, task, name] = names as [string, string, string, string, string];
    if (options.attempt !== undefined) checkAttempt(options.attempt);
    this.id = name;
    this.pathspec = pathspec;
    this.#task = { flow, run, step, task };
    this.#attempt = options.attempt;
    this.#run = known?.run ?? new RunHandle(contextOf(options), this.#task);
    if (known?.record) this.#read = Promise.resolve(known.record);
  }

  /**
   * The value: anything that Python's pickles hold as data (see `decodePickle` of @mf/datastore); of an IncludeFile
   * parameter the content of the file.
   */
  get data(): Promise<T> {
    return this.#record().then((record) => loadValue(this.#run.context, record) as Promise<T>);
  }

  /** SHA-1 of the stored value. */
  get sha(): Promise<string> {
    return this.#record().then((record) => record.sha);
  }

  /** Size in bytes of the value as a pickle, or of an included file. */
  get size(): Promise<number> {
    return this.#size();
  }

  /** When the attempt that stored it was done. */
  get createdAt(): Promise<Date> {
    return this.#record().then((record) => new Date(record.createdAt));
  }

  /** The same as `createdAt`. */
  get finishedAt(): Promise<Date> {
    return this.createdAt;
  }

  /** Tags of the run. */
  get tags(): Promise<ReadonlySet<string>> {
    return allTags(this.#run);
  }

  get userTags(): Promise<ReadonlySet<string>> {
    return userTags(this.#run);
  }

  get systemTags(): Promise<ReadonlySet<string>> {
    return systemTags(this.#run);
  }

  /** The task that it belongs to. */
  get parent(): Task {
    const options = this.#attempt === undefined ? {} : { attempt: this.#attempt };
    return new Task(taskPathspec(this.#task), options, { run: this.#run });
  }

  /** The artifact of another run that this one is, where its task took over the results of one: see `originPathspec` of a task. */
  get originPathspec(): Promise<string | undefined> {
    return this.parent.originPathspec.then((origin) => origin && `${origin}/${this.id}`);
  }

  /** The parts of the pathspec. */
  get pathComponents(): string[] {
    return this.pathspec.split('/');
  }

  /** Whether its run is in the namespace that this process has now. */
  isInNamespace(): Promise<boolean> {
    return this.#run.isIn(getNamespace());
  }

  toString(): string {
    return `DataArtifact('${this.pathspec}')`;
  }

  async #record(): Promise<ArtifactRecord> {
    return (this.#read ??= this.#find());
  }

  async #find(): Promise<ArtifactRecord> {
    await this.#run.record();
    const { metadata } = this.#run.context.datastore;
    const query = this.#attempt === undefined ? {} : { attempt: this.#attempt };
    const record = await metadata.artifact(this.#task, this.id, query);
    if (!record) throw new NotFoundError('DataArtifact', this.pathspec);
    return record;
  }

  async #size(): Promise<number> {
    const record = await this.#record();
    const { datastore } = this.#run.context;
    const task = await openRecordedTask(datastore, this.#task, { attempt: record.attempt });
    const info = task.artifacts.get(this.id)?.info;
    if (!info) throw new NotFoundError('DataArtifact', this.pathspec);
    if (info.type !== INCLUDED_FILE) return info.size;
    const { descriptor } = (await task.load(this.id)) as IncludedFile;
    return Number(descriptor.size);
  }
}

/** The artifacts of a task themselves, by name. */
export type TaskArtifacts<F = AnyFlow> = {
  readonly [Name in keyof FlowFields<F>]: DataArtifact<FlowFields<F>[Name]>;
};
