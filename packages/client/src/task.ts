import {
  checkAttempt,
  type ForeachFrame,
  type LogStream,
  type MetadataRecord,
  type MetaflowExceptionWrapper,
  runPathspec,
  stepPathspec,
  taskPathspec,
  type TaskPath,
  type TaskRecord,
} from '@mf/datastore';
import type { Card } from './card';
import { type ClientOptions, contextOf } from './context';
import { CodePackage } from './code-package';
import { type AttemptOptions, DataArtifact, type TaskArtifacts } from './data-artifact';
import { NotFoundError } from './errors';
import type { AnyFlow, FlowFields } from './flow-fields';
import type { Known } from './known';
import { graphOf } from './graph-of';
import { getNamespace } from './namespace';
import { parsePathspec } from './pathspec';
import { allTags, RunHandle, systemTags, userTags } from './run-handle';
import { type CardFilter, cardsOf } from './task-cards';
import { Step } from './step';
import { type TaskData, taskData } from './task-data';
import { latestAttempt, readLogLines, readTaskLog, taskLogSize, type TimedLine } from './task-log';
import { latestByField, latestText, taskMetadata } from './task-metadata';
import { childQuery, FOREACH_PATH, type GraphInfo, parentQuery, type TaskQuery } from './task-relations';
import { readTaskState, type TaskState } from './task-state';

/**
 * One execution of a step. What it gives is about the latest attempt that is done, or the one that was asked for.
 * Nothing is read until something is asked for; every property then rejects with `NotFoundError` or
 * `NamespaceMismatchError` where the task can't be seen. Iterating over it gives its artifacts, without Metaflow's own.
 *
 * @typeParam F the flow's class: `new Task<TrainFlow>(...)` knows the types of its artifacts
 * @example await new Task('TrainFlow/1795422349537060/end/3').successful
 */
export class Task<F = AnyFlow> {
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
  artifact<Name extends keyof FlowFields<F> & string>(name: Name): DataArtifact<FlowFields<F>[Name]>;
  artifact(name: string): DataArtifact;
  artifact(name: string): DataArtifact {
    return new DataArtifact(`${this.pathspec}/${name}`, this.#query, { run: this.#run });
  }

  /** Artifacts by name. */
  get data(): Promise<TaskData<F>> {
    return this.#artifactRecords().then((records) => taskData<F>(this.#run.context, records));
  }

  /** The artifacts themselves by name, without Metaflow's own: what is known of each, and its value when it is asked for. */
  get artifacts(): Promise<TaskArtifacts<F>> {
    return this.#artifacts();
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

  /** The lines that the attempt printed, with the times at which it did; undefined for a line that Metaflow did not log. */
  async *logLines(stream: LogStream): AsyncGenerator<TimedLine> {
    await this.#exists();
    yield* await readLogLines(this.#run.context, this.#path, stream, this.#attempt);
  }

  /** The code that the task ran; undefined where it was not packed, as for runs on the user's own machine. */
  get code(): Promise<CodePackage | undefined> {
    return this.#code();
  }

  /** What the packed code says about the environment it was made in and for; undefined where no code was packed. */
  get environmentInfo(): Promise<Readonly<Record<string, unknown>> | undefined> {
    return this.code.then((code) => code?.info);
  }

  /** What ran the task: `dev` on the user's own machine, `airflow`, `kubernetes` … */
  get runtimeName(): Promise<string | undefined> {
    return this.tags.then((tags) => [...tags].find((tag) => tag.startsWith('runtime:'))?.split(':')[1]);
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
  get parentTasks(): Promise<Task<F>[]> {
    return this.#tasksAt(this.parentTaskPathspecs);
  }

  /** The same by their pathspecs, `FlowName/RunID/StepName/TaskID`. */
  get parentTaskPathspecs(): Promise<string[]> {
    return this.#related(parentQuery);
  }

  /** Tasks that got this one's data. */
  get childTasks(): Promise<Task<F>[]> {
    return this.#tasksAt(this.childTaskPathspecs);
  }

  /** The same by their pathspecs, `FlowName/RunID/StepName/TaskID`. */
  get childTaskPathspecs(): Promise<string[]> {
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

  /** The step that it belongs to. */
  get parent(): Step<F> {
    return new Step(stepPathspec(this.#path), {}, { run: this.#run });
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

  async #artifacts(): Promise<TaskArtifacts<F>> {
    const artifacts: Record<string, DataArtifact> = Object.create(null);
    for await (const artifact of this) artifacts[artifact.id] = artifact;
    return artifacts as TaskArtifacts<F>;
  }

  async #code(): Promise<CodePackage | undefined> {
    await this.#exists();
    const record = await latestText(this.#provider, this.#path, 'code-package', this.#attempt);
    return record ? new CodePackage(this.#run.context, this.#path.flow, record) : undefined;
  }

  async #related(query: (graph: GraphInfo, step: string, path: string | undefined) => TaskQuery): Promise<string[]> {
    const { step } = this.#path;
    const parameters = new Step(`${runPathspec(this.#path)}/_parameters`, {}, { run: this.#run });
    const graph = await graphOf(this, () => parameters.task);
    const path = await latestText(this.#provider, this.#path, FOREACH_PATH, this.#attempt);
    const { steps, pattern } = query(graph, step, path);
    const pathspecs: string[] = [];
    for (const name of steps) {
      const from = { ...this.#path, step: name };
      for (const id of await this.#provider.tasksWithMetadata(from, FOREACH_PATH, pattern)) {
        pathspecs.push(`${stepPathspec(from)}/${id}`);
      }
    }
    return pathspecs;
  }

  async #tasksAt(pathspecs: Promise<readonly string[]>): Promise<Task<F>[]> {
    return (await pathspecs).map((pathspec) => new Task(pathspec, {}, { run: this.#run }));
  }
}
