import { type FlowRecord, type RunRecord, runPathspec } from '@mf/datastore';
import { type ClientOptions, Context, contextOf } from './context';
import { NamespaceMismatchError, NotFoundError } from './errors';
import type { AnyFlow } from './flow-fields';
import { getNamespace } from './namespace';
import { parsePathspec } from './pathspec';
import { Run } from './run';
import { RunHandle } from './run-handle';

/**
 * A flow: all its runs that are in the namespace. Nothing is read until something is asked for; every property then
 * rejects with `NotFoundError` where there is no such flow, and with `NamespaceMismatchError` where none of its runs
 * can be seen. Iterating over it gives its runs, newest first.
 *
 * @typeParam F the flow's class: its runs know the types of their artifacts
 * @example await (await new Flow('TrainFlow').latestRun)?.successful
 */
export class Flow<F = AnyFlow> {
  /** The flow's name. */
  readonly id: string;
  readonly pathspec: string;
  readonly #context: Context;

  /**
   * @param name `FlowName`
   * @param known for the objects of this package
   */
  constructor(name: string, options: ClientOptions = {}, known?: Context) {
    [this.id] = parsePathspec('Flow', name) as [string];
    this.pathspec = name;
    this.#context = known ?? contextOf(options);
  }

  /** A run by its id. */
  run(id: string): Run<F> {
    const path = { flow: this.id, run: id };
    return new Run(runPathspec(path), {}, { run: new RunHandle(this.#context, path) });
  }

  /** The newest run, in progress or not. */
  get latestRun(): Promise<Run<F> | undefined> {
    return this.#runs([]).then(([run]) => run);
  }

  /** The newest run that succeeded. */
  get latestSuccessfulRun(): Promise<Run<F> | undefined> {
    return this.#latestSuccessfulRun();
  }

  /** Runs that have all of the tags, newest first. */
  async *runs(...tags: readonly string[]): AsyncGenerator<Run<F>> {
    yield* await this.#runs(tags);
  }

  get createdAt(): Promise<Date> {
    return this.#record().then(({ createdAt }) => new Date(createdAt));
  }

  [Symbol.asyncIterator](): AsyncGenerator<Run<F>> {
    return this.runs();
  }

  /** The parts of the pathspec. */
  get pathComponents(): string[] {
    return [this.id];
  }

  /** Whether any of its runs is in the namespace that this process has now. */
  isInNamespace(): Promise<boolean> {
    return this.#isInNamespace();
  }

  toString(): string {
    return `Flow('${this.pathspec}')`;
  }

  async #isInNamespace(): Promise<boolean> {
    const { datastore, decode } = this.#context;
    const now = new Context(datastore, decode, getNamespace());
    return (await datastore.metadata.runs(this.id)).some(({ tags, systemTags }) => now.sees([...tags, ...systemTags]));
  }

  async #latestSuccessfulRun(): Promise<Run<F> | undefined> {
    for await (const run of this.runs()) if (await run.successful) return run;
    return undefined;
  }

  async #runs(tags: readonly string[]): Promise<Run<F>[]> {
    const visible = await this.#visibleRuns();
    return visible
      .filter((record) => tags.every((tag) => record.tags.includes(tag) || record.systemTags.includes(tag)))
      .map((record) => new Run(runPathspec(record), {}, { run: new RunHandle(this.#context, record, record) }));
  }

  async #visibleRuns(): Promise<RunRecord[]> {
    const { datastore, namespace } = this.#context;
    const runs = await datastore.metadata.runs(this.id);
    const visible = runs.filter((record) => this.#context.sees([...record.tags, ...record.systemTags]));
    if (visible.length > 0) return visible;
    if (!(await datastore.metadata.flow(this.id))) throw new NotFoundError('Flow', this.id);
    if (namespace !== null) throw new NamespaceMismatchError('Flow', this.id, namespace);
    return visible;
  }

  async #record(): Promise<FlowRecord> {
    await this.#visibleRuns();
    const record = await this.#context.datastore.metadata.flow(this.id);
    if (!record) throw new NotFoundError('Flow', this.id);
    return record;
  }
}
