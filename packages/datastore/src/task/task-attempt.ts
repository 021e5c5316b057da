import type { ContentStore } from '../cas/content-store';
import type { MetadataWriter } from '../metadata/provider';
import { encodePickleParts } from '../pickle/encode';
import { pythonTypeName } from '../pickle/python-type-name';
import type { Storage } from '../storage/storage';
import { ARTIFACT_ENCODING, type ArtifactRef } from './artifact-info';
import { ATTEMPT_DATA, ATTEMPT_DONE, attemptFile } from './attempt-files';
import { AttemptDoneError } from './errors';
import { StoredTask } from './stored-task';
import type { TaskPath } from './task-path';

/** The code package that a task runs from, where there is one. */
export interface CodePackage {
  readonly sha: string;
  /** Kind of storage that has it. */
  readonly storageType: string;
  readonly url: string;
  readonly metadata: string;
}

/**
 * One attempt of a task that is being written. Readers see its data once `done` has been called, and not before.
 * `FlowDatastore.startAttempt` makes one.
 */
export class TaskAttempt {
  readonly #artifacts = new Map<string, ArtifactRef>();
  readonly #stored: StoredTask;
  #isDone = false;

  constructor(
    readonly path: TaskPath,
    readonly attempt: number,
    private readonly storage: Storage,
    private readonly blobs: ContentStore,
    private readonly metadata: MetadataWriter,
  ) {
    this.#stored = new StoredTask(path, attempt, this.#artifacts, blobs);
  }

  /** What is stored so far, passed down or saved. */
  get artifacts(): ReadonlyMap<string, ArtifactRef> {
    return this.#artifacts;
  }

  /** Notes that the task's own code begins (`task_begin`). */
  async begin(codePackage?: CodePackage): Promise<void> {
    await this.#writeJson('task_begin', {
      code_package_metadata: codePackage?.metadata ?? '',
      code_package_sha: codePackage?.sha ?? null,
      code_package_ds: codePackage?.storageType ?? null,
      code_package_url: codePackage?.url ?? null,
      retry_count: this.attempt,
    });
  }

  /**
   * Takes over artifacts of another task by reference: nothing is read or copied.
   * @param names which; all of them unless given. Those that the other task does not have are skipped.
   */
  passDown(from: { readonly artifacts: ReadonlyMap<string, ArtifactRef> }, names?: Iterable<string>): void {
    this.#checkOpen();
    for (const name of names ?? from.artifacts.keys()) {
      const ref = from.artifacts.get(name);
      if (ref) this.#artifacts.set(name, ref);
    }
  }

  /**
   * Stores an artifact's value.
   * @throws UnsupportedValueError naming the place as `this.<name>…`; ContentChangedError
   */
  async save(name: string, value: unknown): Promise<ArtifactRef> {
    this.#checkOpen();
    const parts = encodePickleParts(value, `this.${name}`);
    const sha = await this.blobs.save(parts);
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    const ref = { sha, info: { size, type: pythonTypeName(value), encoding: ARTIFACT_ENCODING } };
    this.#artifacts.set(name, ref);
    return ref;
  }

  /** The value of an artifact that was passed down or saved. */
  async load(name: string): Promise<unknown> {
    return this.#stored.load(name);
  }

  /** `load` for the synchronous access of `this.x` in a step. */
  loadSync(name: string): unknown {
    return this.#stored.loadSync(name);
  }

  /** Notes that the task's own code has ended (`task_end`), well or not. */
  async end(): Promise<void> {
    await this.#writeJson('task_end', {});
  }

  /**
   * Makes the attempt's data visible to readers. Failed attempts are done too: their `_task_ok` is false.
   * The artifact records come before the `attempt-done` record, by which Metaflow's client finds them.
   */
  async done(): Promise<void> {
    const objects: Record<string, string> = {};
    const info: Record<string, unknown> = {};
    for (const [name, ref] of this.#artifacts) {
      objects[name] = ref.sha;
      info[name] = ref.info;
    }
    await this.#writeJson(ATTEMPT_DATA, {
      datastore: this.storage.type,
      version: '1.0',
      attempt: this.attempt,
      python_version: `Node.js ${process.version}`,
      objects,
      info,
    });
    const { path, attempt } = this;
    await this.metadata.registerArtifacts(path, attempt, this.#records());
    await this.#writeJson(ATTEMPT_DONE, '');
    this.#isDone = true;
    await this.metadata.addMetadata(path, [{ field: 'attempt-done', value: String(attempt), attempt }]);
  }

  #records() {
    const { type: storageType, root: storageRoot } = this.storage;
    return [...this.#artifacts].map(([name, { sha, info }]) => ({
      name,
      sha,
      encoding: info.encoding ?? 'gzip+pickle-v2',
      storageType,
      storageRoot,
    }));
  }

  async #writeJson(name: string, content: unknown): Promise<void> {
    this.#checkOpen();
    await this.storage.write(attemptFile(this.path, this.attempt, name), JSON.stringify(content), { overwrite: true });
  }

  #checkOpen(): void {
    if (this.#isDone) throw new AttemptDoneError(this.path, this.attempt);
  }
}
