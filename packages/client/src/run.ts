import { resolveUser, type RunPath, runPathspec, type RunRecord } from '@mf/datastore';
import type { CodePackage } from './code-package';
import { type ClientOptions, Context, contextOf } from './context';
import { Flow } from './flow';
import type { AnyFlow } from './flow-fields';
import type { Known } from './known';
import { getNamespace } from './namespace';
import { parsePathspec } from './pathspec';
import { allTags, RunHandle, systemTags, userTags } from './run-handle';
import { readRunStatus, type RunStatus } from './run-status';
import { Step } from './step';
import type { Task } from './task';
import type { TaskData } from './task-data';
import { latestText } from './task-metadata';
import { Trigger } from './trigger';

/**
 * A run of a flow. Nothing is read until something is asked for; every property then rejects with `NotFoundError` or
 * `NamespaceMismatchError` where the run can't be seen. Iterating over it gives its steps, newest first.
 *
 * @typeParam F the flow's class: `(await new Run<TrainFlow>(...).data)?.score` has the type of the field
 * @example (await new Run('TrainFlow/1795422349537060').data)?.score
 */
export class Run<F = AnyFlow> {
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
  step(name: string): Step<F> {
    return new Step(`${this.pathspec}/${name}`, {}, { run: this.#run });
  }

  /** The task of the last step; undefined while there is none. */
  get endTask(): Promise<Task<F> | undefined> {
    return this.#endTask();
  }

  /** Artifacts of the last step; undefined while it has not run. */
  get data(): Promise<TaskData<F> | undefined> {
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

  async *[Symbol.asyncIterator](): AsyncGenerator<Step<F>> {
    yield* await this.#steps();
  }

  /** The code that the run's tasks ran; undefined where it was not packed, as for runs on the user's own machine. */
  get code(): Promise<CodePackage | undefined> {
    return this.#code();
  }

  /** The events that made a scheduler start the run; undefined when none did. */
  get trigger(): Promise<Trigger<Run> | undefined> {
    return this.#trigger();
  }

  /** The flow that it belongs to. */
  get parent(): Flow<F> {
    return new Flow(this.#path.flow, {}, this.#run.context);
  }

  /** The parts of the pathspec. */
  get pathComponents(): string[] {
    return this.pathspec.split('/');
  }

  /** Whether the run is in the namespace that this process has now. */
  isInNamespace(): Promise<boolean> {
    return this.#run.isIn(getNamespace());
  }

  toString(): string {
    return `Run('${this.pathspec}')`;
  }

  async #steps(): Promise<Step<F>[]> {
    await this.#run.record();
    const records = await this.#run.context.datastore.metadata.steps(this.#path);
    return records
      .filter(({ step }) => !step.startsWith('_'))
      .map((record) => new Step(`${runPathspec(record)}/${record.step}`, {}, { run: this.#run, record }));
  }

  async #endTask(): Promise<Task<F> | undefined> {
    await this.#run.record();
    const { metadata } = this.#run.context.datastore;
    const name = (await this.#noted('end_step')) ?? 'end';
    const record = await metadata.step({ ...this.#path, step: name });
    return record && new Step<F>(`${this.pathspec}/${name}`, {}, { run: this.#run, record }).task;
  }

  /** What was noted about the whole run when it began. */
  async #noted(field: string): Promise<string | undefined> {
    const { metadata } = this.#run.context.datastore;
    const [parameters] = await metadata.tasks({ ...this.#path, step: '_parameters' });
    return parameters && latestText(metadata, parameters, field);
  }

  async #code(): Promise<CodePackage | undefined> {
    for (const step of await this.#steps()) {
      const code = await (await step.task)?.code;
      if (code) return code;
    }
    return undefined;
  }

  async #trigger(): Promise<Trigger<Run> | undefined> {
    const { context } = this.#run;
    await this.#run.record();
    const step = { ...this.#path, step: (await this.#noted('start_step')) ?? 'start' };
    const [task] = await context.datastore.metadata.tasks(step);
    const text = task && (await latestText(context.datastore.metadata, task, 'execution-triggers'));
    // As in Metaflow's client, whatever started a run can be read along with it.
    const everywhere = new Context(context.datastore, context.decode, null);
    const runAt = (pathspec: string): Run => {
      const [flow = '', run = ''] = pathspec.split('/');
      return new Run(pathspec, {}, { run: new RunHandle(everywhere, { flow, run }) });
    };
    return text ? new Trigger(text, runAt) : undefined;
  }

  async #originPathspec(): Promise<string | undefined> {
    const [latestStep] = await this.#steps();
    const task = await latestStep?.task;
    if (!task) return undefined;
    const origin = (await task.metadataDict)['origin-run-id'];
    return origin === undefined ? undefined : `${this.#path.flow}/${String(origin)}`;
  }
}
