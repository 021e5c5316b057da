import { resolveUser, type RunPath, runPathspec, type RunRecord } from '@mf/datastore';
import { type ClientOptions, contextOf } from './context';
import type { Known } from './known';
import { parsePathspec } from './pathspec';
import { allTags, RunHandle, systemTags, userTags } from './run-handle';
import { readRunStatus, type RunStatus } from './run-status';
import { Step } from './step';
import type { Task } from './task';
import type { TaskData } from './task-data';
import { latestText } from './task-metadata';

/**
 * A run of a flow. Nothing is read until something is asked for; every property then rejects with `NotFoundError` or
 * `NamespaceMismatchError` where the run can't be seen. Iterating over it gives its steps, newest first.
 *
 * @example (await new Run('TrainFlow/1795422349537060').data)?.score
 */
export class Run {
  /** The run's id. */
  readonly id: string;
  readonly pathspec: string;
  readonly #path: RunPath;
  readonly #run: RunHandle;

  /**
   * @param pathspec `FlowName/RunID`
   * @param known for the objects of this package
   */
  constructor(pathspec: string, options: ClientOptions = {}, known?: Known<RunRecord>) {
    const [flow, run] = parsePathspec('Run', pathspec) as [string, string];
    this.id = run;
    this.pathspec = pathspec;
    this.#path = { flow, run };
    this.#run = known?.run ?? new RunHandle(contextOf(options), this.#path);
  }

  /** A step by name; `_parameters` has the parameters' values. */
  step(name: string): Step {
    return new Step(`${this.pathspec}/${name}`, {}, { run: this.#run });
  }

  /** The task of the last step; undefined while there is none. */
  get endTask(): Promise<Task | undefined> {
    return this.#endTask();
  }

  /** Artifacts of the last step; undefined while it has not run. */
  get data(): Promise<TaskData | undefined> {
    return this.endTask.then((task) => task?.data);
  }

  /** Whether the last step succeeded. */
  get successful(): Promise<boolean> {
    return this.endTask.then((task) => task?.successful ?? false);
  }

  /** Whether the last step ended. */
  get finished(): Promise<boolean> {
    return this.endTask.then((task) => task?.finished ?? false);
  }

  /** When the last step was done. */
  get finishedAt(): Promise<Date | undefined> {
    return this.endTask.then((task) => task?.finishedAt);
  }

  /** How far the run is: whether it goes on, and how it ended if not. */
  get status(): Promise<RunStatus> {
    return this.#run.record().then(() => readRunStatus(this, this.#run.context, this.#path));
  }

  /** The run that this one resumed. Of a run that resumed none it is `<Flow>/None`, as in Metaflow's client. */
  get originPathspec(): Promise<string | undefined> {
    return this.#originPathspec();
  }

  get createdAt(): Promise<Date> {
    return this.#run.record().then(({ createdAt }) => new Date(createdAt));
  }

  /** User and system tags. */
  get tags(): Promise<ReadonlySet<string>> {
    return allTags(this.#run);
  }

  get userTags(): Promise<ReadonlySet<string>> {
    return userTags(this.#run);
  }

  get systemTags(): Promise<ReadonlySet<string>> {
    return systemTags(this.#run);
  }

  /**
   * Adds user tags. A tag that the run has as a system tag is not added again.
   * @throws InvalidTagError
   */
  async addTag(...tags: readonly string[]): Promise<void> {
    return this.replaceTags([], tags);
  }

  /**
   * Removes user tags; those that the run does not have are ignored.
   * @throws InvalidTagError for a system tag
   */
  async removeTag(...tags: readonly string[]): Promise<void> {
    return this.replaceTags(tags, []);
  }

  /** Removes and adds user tags in one change, removal first. */
  async replaceTags(remove: readonly string[], add: readonly string[]): Promise<void> {
    await this.#run.record();
    const { metadata } = this.#run.context.datastore;
    this.#run.tagsChanged(await metadata.changeTags(this.#path, { add, remove }, resolveUser()));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Step> {
    yield* await this.#steps();
  }

  toString(): string {
    return `Run('${this.pathspec}')`;
  }

  async #steps(): Promise<Step[]> {
    await this.#run.record();
    const records = await this.#run.context.datastore.metadata.steps(this.#path);
    return records
      .filter(({ step }) => !step.startsWith('_'))
      .map((record) => new Step(`${runPathspec(record)}/${record.step}`, {}, { run: this.#run, record }));
  }

  async #endTask(): Promise<Task | undefined> {
    await this.#run.record();
    const { metadata } = this.#run.context.datastore;
    const [parameters] = await metadata.tasks({ ...this.#path, step: '_parameters' });
    const name = (parameters && (await latestText(metadata, parameters, 'end_step'))) ?? 'end';
    const record = await metadata.step({ ...this.#path, step: name });
    return record && new Step(`${this.pathspec}/${name}`, {}, { run: this.#run, record }).task;
  }

  async #originPathspec(): Promise<string | undefined> {
    const [latestStep] = await this.#steps();
    const task = await latestStep?.task;
    if (!task) return undefined;
    const origin = (await task.metadataDict)['origin-run-id'];
    return origin === undefined ? undefined : `${this.#path.flow}/${String(origin)}`;
  }
}
