import { ContentStore } from '../cas/content-store';
import type { MetadataWriter } from '../metadata/provider';
import { parseJson } from '../metadata/parse-json';
import type { Storage } from '../storage/storage';
import type { ArtifactInfo, ArtifactRef } from './artifact-info';
import {
  ATTEMPT_DATA,
  ATTEMPT_DONE,
  ATTEMPT_STARTED,
  attemptFile,
  checkAttempt,
  MAX_ATTEMPTS,
  parseAttemptFile,
} from './attempt-files';
import { clearAttemptData } from './clear-attempts';
import { TaskNotDoneError } from './errors';
import { StoredTask } from './stored-task';
import { TaskAttempt } from './task-attempt';
import { stepPathspec, type TaskPath, taskPathspec } from './task-path';

/** A task inside a flow. */
export type TaskOfFlow = Omit<TaskPath, 'flow'>;

/** Which attempt of a task is read. */
export interface OpenTaskOptions {
  /** An attempt; the newest unless given. */
  readonly attempt?: number;
}

/** The data of one flow's tasks. */
export class FlowDatastore {
  readonly blobs: ContentStore;

  constructor(
    readonly storage: Storage,
    readonly flow: string,
  ) {
    this.blobs = new ContentStore(storage, flow);
  }

  /**
   * The data of a task by Metaflow's rule: the newest attempt that has started must be done. Data of an older attempt
   * is not used, for it would change under the reader's eyes.
   * @throws TaskNotDoneError
   */
  async openTask(task: TaskOfFlow, options: OpenTaskOptions = {}): Promise<StoredTask> {
    const path = this.#path(task);
    const names = new Set(await this.storage.list(taskPathspec(path)));
    const attempt = options.attempt ?? newestAttempt(names);
    if (attempt === undefined || !names.has(`${attempt}.${ATTEMPT_DONE}`)) throw new TaskNotDoneError(path, attempt);
    const file = attemptFile(path, attempt, ATTEMPT_DATA);
    const bytes = await this.storage.read(file);
    if (bytes === undefined) throw new TaskNotDoneError(path, attempt);
    const data = parseJson<AttemptData>(bytes, `${this.storage.root}/${file}`);
    return new StoredTask(path, attempt, artifactRefs(data), this.blobs);
  }

  /** Ids of the tasks of a step that have left something, in no particular order. */
  async tasks(run: string, step: string): Promise<string[]> {
    return (await this.storage.list(stepPathspec({ flow: this.flow, run, step }))).filter((name) => name !== '_meta');
  }

  /**
   * Begins an attempt of a task. When this number was used before, as happens when a scheduler runs a task again, what
   * it and any later number hold is removed first, so that no older result can be taken for the new one. Logs of the
   * attempt stay: the process that captures them started before.
   * @param attempt from 0 to 5
   */
  async startAttempt(task: TaskOfFlow, attempt: number, metadata: MetadataWriter): Promise<TaskAttempt> {
    checkAttempt(attempt);
    const path = this.#path(task);
    const files = (await this.storage.list(taskPathspec(path))).flatMap((name) => parseAttemptFile(name) ?? []);
    await clearAttemptData(this.storage, metadata, path, attempt, files);
    await this.#fillGaps(
      path,
      attempt,
      files.filter(({ name }) => name === ATTEMPT_STARTED).map((file) => file.attempt),
    );
    await this.#writeStart(path, attempt);
    return new TaskAttempt(path, attempt, this.storage, this.blobs, metadata);
  }

  /**
   * Metaflow's readers stop at the first number that has not started. An attempt whose machine never came up leaves
   * such a gap, though others may tell how it ended, so it is marked as started too.
   */
  async #fillGaps(path: TaskPath, attempt: number, started: readonly number[]): Promise<void> {
    const earlier = started.filter((number) => number < attempt);
    if (earlier.length === 0) return;
    for (let number = Math.min(...earlier); number < attempt; number++) {
      if (!earlier.includes(number)) await this.#writeStart(path, number);
    }
  }

  async #writeStart(path: TaskPath, attempt: number): Promise<void> {
    const content = JSON.stringify({ time: Date.now() / 1000 });
    await this.storage.write(attemptFile(path, attempt, ATTEMPT_STARTED), content, { overwrite: true });
  }

  #path({ run, step, task }: TaskOfFlow): TaskPath {
    return { flow: this.flow, run, step, task };
  }
}

interface AttemptData {
  readonly objects?: Readonly<Record<string, string>>;
  readonly info?: Readonly<Record<string, ArtifactInfo>>;
}

function newestAttempt(names: ReadonlySet<string>): number | undefined {
  for (let attempt = MAX_ATTEMPTS - 1; attempt >= 0; attempt--) {
    if (names.has(`${attempt}.${ATTEMPT_STARTED}`)) return attempt;
  }
  return undefined;
}

function artifactRefs({ objects = {}, info = {} }: AttemptData): Map<string, ArtifactRef> {
  const refs = new Map<string, ArtifactRef>();
  for (const [name, sha] of Object.entries(objects)) {
    refs.set(name, { sha, info: info[name] ?? { size: 0, type: "<class 'object'>" } });
  }
  return refs;
}
