import { runPathspec, type StepPath, type StepRecord, taskPathspec } from '@mf/datastore';
import { type ClientOptions, contextOf } from './context';
import { NotFoundError } from './errors';
import type { AnyFlow } from './flow-fields';
import type { Known } from './known';
import { graphOf } from './graph-of';
import { getNamespace } from './namespace';
import { parsePathspec } from './pathspec';
import { Run } from './run';
import { allTags, RunHandle, systemTags, userTags } from './run-handle';
import { Task } from './task';
import { type GraphInfo, previousSteps } from './task-relations';

/**
 * A step of a run. Nothing is read until something is asked for; every property then rejects with `NotFoundError` or
 * `NamespaceMismatchError` where the step can't be seen. Iterating over it gives its tasks, newest first.
 *
 * @typeParam F the flow's class: `new Step<TrainFlow>(...)` knows the types of its artifacts
 * @example for await (const task of new Step('TrainFlow/1795422349537060/work')) console.log(await task.stdout);
 */
export class Step<F = AnyFlow> {
  /** The step's name. */
  readonly id: string;
  readonly pathspec: string;
  readonly #path: StepPath;
  readonly #run: RunHandle;
  #read: Promise<StepRecord> | undefined;

  /**
   * @param pathspec `FlowName/RunID/StepName`
   * @param known for the objects of this package
   */
  constructor(pathspec: string, options: ClientOptions = {}, known?: Known<StepRecord>) {
    const [flow, run, step] = parsePathspec('Step', pathspec) as [string, string, string];
    this.id = step;
    this.pathspec = pathspec;
    this.#path = { flow, run, step };
    this.#run = known?.run ?? new RunHandle(contextOf(options), this.#path);
    if (known?.record) this.#read = Promise.resolve(known.record);
  }

  /** The step's only task, or the newest; undefined while there is none. */
  get task(): Promise<Task<F> | undefined> {
    return this.#tasks().then(([task]) => task);
  }

  /** A task by its id. */
  taskById(id: string): Task<F> {
    return new Task(taskPathspec({ ...this.#path, task: id }), {}, { run: this.#run });
  }

  /** When the last of the step's tasks was done; undefined while one is not. */
  get finishedAt(): Promise<Date | undefined> {
    return this.#finishedAt();
  }

  /** Steps that lead to this one in the flow, whether they ran or not. */
  get parentSteps(): Promise<Step<F>[]> {
    return this.#neighbours((graph) =>
      this.id === (graph.start_step ?? 'start') ? [] : previousSteps(graph, this.id),
    );
  }

  /** Steps that this one leads to in the flow, whether they ran or not. */
  get childSteps(): Promise<Step<F>[]> {
    return this.#neighbours((graph) =>
      this.id === (graph.end_step ?? 'end') ? [] : (graph.steps[this.id]?.next ?? []),
    );
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

  async *[Symbol.asyncIterator](): AsyncGenerator<Task<F>> {
    yield* await this.#tasks();
  }

  /** The run that it belongs to. */
  get parent(): Run<F> {
    return new Run(runPathspec(this.#path), {}, { run: this.#run });
  }

  /** The parts of the pathspec. */
  get pathComponents(): string[] {
    return this.pathspec.split('/');
  }

  /** The step of another run whose results tasks of this one may have taken over: see `originPathspec` of a run. */
  get originPathspec(): Promise<string | undefined> {
    return this.parent.originPathspec.then((origin) => origin && `${origin}/${this.id}`);
  }

  /** What the packed code of a task says about its environment; undefined where no code was packed. */
  get environmentInfo(): Promise<Readonly<Record<string, unknown>> | undefined> {
    return this.task.then((task) => task?.environmentInfo);
  }

  /** Whether its run is in the namespace that this process has now. */
  isInNamespace(): Promise<boolean> {
    return this.#run.isIn(getNamespace());
  }

  toString(): string {
    return `Step('${this.pathspec}')`;
  }

  async #exists(): Promise<StepRecord> {
    return (this.#read ??= this.#find());
  }

  async #find(): Promise<StepRecord> {
    await this.#run.record();
    const record = await this.#run.context.datastore.metadata.step(this.#path);
    if (!record) throw new NotFoundError('Step', this.pathspec);
    return record;
  }

  async #tasks(): Promise<Task<F>[]> {
    await this.#exists();
    const records = await this.#run.context.datastore.metadata.tasks(this.#path);
    return records.map((record) => new Task(taskPathspec(record), {}, { run: this.#run, record }));
  }

  async #finishedAt(): Promise<Date | undefined> {
    let last: Date | undefined;
    for (const task of await this.#tasks()) {
      const finishedAt = await task.finishedAt;
      if (finishedAt === undefined) return undefined;
      if (last === undefined || finishedAt > last) last = finishedAt;
    }
    return last;
  }

  async #neighbours(names: (graph: GraphInfo) => readonly string[]): Promise<Step<F>[]> {
    const task = await this.task;
    if (!task) return [];
    const parameters = new Step(`${runPathspec(this.#path)}/_parameters`, {}, { run: this.#run });
    const graph = await graphOf(task, () => parameters.task);
    return names(graph).map((name) => new Step(`${runPathspec(this.#path)}/${name}`, {}, { run: this.#run }));
  }
}
