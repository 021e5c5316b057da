import {
  checkAttempt,
  type ForeachFrame,
  type MetadataRecord,
  type MetaflowExceptionWrapper,
  stepPathspec,
  taskPathspec,
  type TaskPath,
  type TaskRecord,
} from '@mf/datastore';
import type { Card } from './card';
import { type ClientOptions, contextOf } from './context';
import { type AttemptOptions, DataArtifact } from './data-artifact';
import { NotFoundError } from './errors';
import type { Known } from './known';
import { parsePathspec } from './pathspec';
import { allTags, RunHandle, systemTags, userTags } from './run-handle';
import { type CardFilter, cardsOf } from './task-cards';
import { type TaskData, taskData } from './task-data';
import { latestAttempt, readTaskLog, taskLogSize } from './task-log';
import { latestByField, latestText, taskMetadata } from './task-metadata';
import { childQuery, FOREACH_PATH, type GraphInfo, parentQuery, type TaskQuery } from './task-relations';
import { readTaskState, type TaskState } from './task-state';

/**
 * One execution of a step. What it gives is about the latest attempt that is done, or the one that was asked for.
 * Nothing is read until something is asked for; every property then rejects with `NotFoundError` or
 * `NamespaceMismatchError` where the task can't be seen. Iterating over it gives its artifacts, without Metaflow's own.
 *
 * @example await new Task('TrainFlow/1795422349537060/end/3').successful
 */
export class Task {
  /** The task's id. */
  readonly id: string;
  readonly pathspec: string;
  readonly #path: TaskPath;
  readonly #attempt: number | undefined;
  readonly #run: RunHandle;
  #read: Promise<TaskRecord> | undefined;

  /**
   * @param pathspec `FlowName/RunID/StepName/TaskID`
   * @param known for the objects of this package
   */
  constructor(pathspec: string, options: ClientOptions & AttemptOptions = {}, known?: Known<TaskRecord>) {
    const [flow, run, step, task] = parsePathspec('Task', pathspec) as [string, string, string, string];
    if (options.attempt !== undefined) checkAttempt(options.attempt);
    this.id = task;
    this.pathspec = pathspec;
    this.#path = { flow, run, step, task };
    this.#attempt = options.attempt;
    this.#run = known?.run ?? new RunHandle(contextOf(options), this.#path);
    if (known?.record) this.#read = Promise.resolve(known.record);
  }

  /** An artifact by name, Metaflow's own (`_transition`) included. */
  artifact(name: string): DataArtifact {
    return new DataArtifact(`${this.pathspec}/${name}`, this.#query, { run: this.#run });
  }

  /** Artifacts by name. */
  get data(): Promise<TaskData> {
    return this.#artifactRecords().then((records) => taskData(this.#run.context, records));
  }

  /** The reports that the `@card`s of the step left, of all of its attempts; none when there are none. */
  async cards(filter: CardFilter = {}): Promise<Card[]> {
    await this.#exists();
    return cardsOf(this.#run.context, this.#path, filter);
  }

  /** Whether the attempt succeeded. */
  get successful(): Promise<boolean> {
    return this.#internal('_success').then(Boolean);
  }

  /** Whether the attempt ended in order: it succeeded, or its failure was handled. */
  get finished(): Promise<boolean> {
    return this.#internal('_task_ok').then(Boolean);
  }

  /** What has become of the task, all of its attempts considered; also of one whose process was killed. */
  get state(): Promise<TaskState> {
    return readTaskState(this, this.#run.context, this.#path);
  }

  /** When the attempt was done. */
  get finishedAt(): Promise<Date | undefined> {
    return this.#ifFound(this.artifact('_task_ok').createdAt);
  }

  /** The exception that ended the attempt, if one did. */
  get exception(): Promise<MetaflowExceptionWrapper | undefined> {
    return this.#internal('_exception').then((value) => (value ?? undefined) as MetaflowExceptionWrapper | undefined);
  }

  /** Index in the innermost foreach around the task; undefined outside any. */
  get index(): Promise<number | undefined> {
    return this.#internal('_foreach_stack').then((stack) => (stack as ForeachFrame[] | undefined)?.at(-1)?.index);
  }

  /** What the attempt that started last printed, also while it runs. */
  get stdout(): Promise<string> {
    return this.#exists().then(() => readTaskLog(this.#run.context, this.#path, 'stdout', this.#attempt));
  }

  get stderr(): Promise<string> {
    return this.#exists().then(() => readTaskLog(this.#run.context, this.#path, 'stderr', this.#attempt));
  }

  /** Size in bytes of the log as it is stored. */
  get stdoutSize(): Promise<number> {
    return this.#exists().then(() => taskLogSize(this.#run.context, this.#path, 'stdout', this.#attempt));
  }

  get stderrSize(): Promise<number> {
    return this.#exists().then(() => taskLogSize(this.#run.context, this.#path, 'stderr', this.#attempt));
  }

  /** The attempt that was asked for, or else the one that started last. */
  get currentAttempt(): Promise<number> {
    return this.#exists().then(() => this.#attempt ?? latestAttempt(this.#run.context, this.#path));
  }

  /** Metadata records of all attempts, or of the one that was asked for, oldest first. */
  get metadata(): Promise<MetadataRecord[]> {
    return this.#exists().then(() => taskMetadata(this.#provider, this.#path, this.#query));
  }

  /** The latest value of each metadata field. */
  get metadataDict(): Promise<Readonly<Record<string, MetadataRecord['value']>>> {
    return this.metadata.then((records) =>
      Object.fromEntries([...latestByField(records)].map(([field, { value }]) => [field, value])),
    );
  }

  /** The task of another run whose results this one took over, if it is such a task. */
  get originPathspec(): Promise<string | undefined> {
    return this.#originPathspec();
  }

  /** Tasks whose data this one got. */
  get parentTasks(): Promise<Task[]> {
    return this.#related(parentQuery);
  }

  /** Tasks that got this one's data. */
  get childTasks(): Promise<Task[]> {
    return this.#related(childQuery);
  }

  get createdAt(): Promise<Date> {
    return this.#exists().then(({ createdAt }) => new Date(createdAt));
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

  async *[Symbol.asyncIterator](): AsyncGenerator<DataArtifact> {
    for (const record of await this.#artifactRecords()) {
      if (record.name.startsWith('_')) continue;
      yield new DataArtifact(`${this.pathspec}/${record.name}`, this.#query, { run: this.#run, record });
    }
  }

  toString(): string {
    return `Task('${this.pathspec}')`;
  }

  get #provider() {
    return this.#run.context.datastore.metadata;
  }

  get #query(): AttemptOptions {
    return this.#attempt === undefined ? {} : { attempt: this.#attempt };
  }

  async #exists(): Promise<TaskRecord> {
    return (this.#read ??= this.#find());
  }

  async #find(): Promise<TaskRecord> {
    await this.#run.record();
    const record = await this.#provider.task(this.#path);
    if (!record) throw new NotFoundError('Task', this.pathspec);
    return record;
  }

  async #artifactRecords() {
    await this.#exists();
    return this.#provider.artifacts(this.#path, this.#query);
  }

  /** The value of one of Metaflow's own artifacts, undefined when the task (not done yet) has none. */
  async #internal(name: string): Promise<unknown> {
    await this.#exists();
    return this.#ifFound(this.artifact(name).data);
  }

  async #ifFound<T>(value: Promise<T>): Promise<T | undefined> {
    try {
      return await value;
    } catch (error) {
      if (error instanceof NotFoundError && error.kind === 'DataArtifact') return undefined;
      throw error;
    }
  }

  async #originPathspec(): Promise<string | undefined> {
    await this.#exists();
    const latest = latestByField(
      await taskMetadata(this.#provider, this.#path, { ...this.#query, fields: ['origin-run-id', 'origin-task-id'] }),
    );
    const task = latest.get('origin-task-id')?.value;
    if (typeof task !== 'string') return undefined;
    return taskPathspec({ ...this.#path, run: String(latest.get('origin-run-id')?.value), task });
  }

  async #related(query: (graph: GraphInfo, step: string, path: string | undefined) => TaskQuery): Promise<Task[]> {
    const { step } = this.#path;
    const graph = (await this.artifact('_graph_info').data) as GraphInfo;
    const path = await latestText(this.#provider, this.#path, FOREACH_PATH, this.#attempt);
    const { steps, pattern } = query(graph, step, path);
    const tasks: Task[] = [];
    for (const name of steps) {
      const from = { ...this.#path, step: name };
      for (const id of await this.#provider.tasksWithMetadata(from, FOREACH_PATH, pattern)) {
        tasks.push(new Task(`${stepPathspec(from)}/${id}`, {}, { run: this.#run }));
      }
    }
    return tasks;
  }
}
