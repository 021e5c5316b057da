import { type RunPath, runPathspec, type RunRecord } from '@mf/datastore';
import type { Context } from './context';
import { NamespaceMismatchError, NotFoundError } from './errors';

/**
 * The run that an object belongs to. Steps, tasks and artifacts have no tags of their own: theirs are the run's, and
 * so is their namespace. All objects that come from one run share one handle, so it is read once.
 */
export class RunHandle {
  #record: Promise<RunRecord> | undefined;
  #changedTags: readonly string[] | undefined;

  constructor(
    readonly context: Context,
    readonly path: RunPath,
    known?: RunRecord,
  ) {
    if (known) this.#record = Promise.resolve(known);
  }

  /**
   * The run's record, once it is known that the run is in the namespace.
   * @throws NotFoundError, NamespaceMismatchError
   */
  async record(): Promise<RunRecord> {
    const record = await (this.#record ??= this.#read());
    return this.#changedTags ? { ...record, tags: this.#changedTags } : record;
  }

  /** Notes the user tags that the run has after they were changed. */
  tagsChanged(tags: readonly string[]): void {
    this.#changedTags = tags;
  }

  /** Whether the run has the tag of a namespace; every run is in null. */
  async isIn(namespace: string | null): Promise<boolean> {
    const { tags, systemTags } = await this.#find();
    return namespace === null || [...(this.#changedTags ?? tags), ...systemTags].includes(namespace);
  }

  async #find(): Promise<RunRecord> {
    const record = await this.context.datastore.metadata.run(this.path);
    if (!record) throw new NotFoundError('Run', runPathspec(this.path));
    return record;
  }

  async #read(): Promise<RunRecord> {
    const { context } = this;
    const pathspec = runPathspec(this.path);
    const record = await this.#find();
    if (context.namespace !== null && !context.sees([...record.tags, ...record.systemTags])) {
      throw new NamespaceMismatchError('Run', pathspec, context.namespace);
    }
    return record;
  }
}

/** User and system tags of a run. */
export async function allTags(run: RunHandle): Promise<ReadonlySet<string>> {
  const { tags, systemTags } = await run.record();
  return new Set([...systemTags, ...tags]);
}

/** User tags of a run. */
export async function userTags(run: RunHandle): Promise<ReadonlySet<string>> {
  return new Set((await run.record()).tags);
}

/** System tags of a run. */
export async function systemTags(run: RunHandle): Promise<ReadonlySet<string>> {
  return new Set((await run.record()).systemTags);
}
