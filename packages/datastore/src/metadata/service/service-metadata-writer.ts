import { runPathspec, type StepPath, stepPathspec, type TaskPath, taskPathspec } from '../../task/task-path';
import { type ArtifactJson, artifactJson, metadataJson, type ObjectJson, objectJson } from '../json-records';
import type { MetadataWriter, StopHeartbeat, WriterIdentity } from '../provider';
import type { ArtifactEntry, MetadataEntry } from '../records';
import { IdNotKeptError } from './errors';
import { startHeartbeat } from './heartbeat';
import type { ServiceHttp } from './service-http';
import { flowUrl, runUrl, stepUrl, taskUrl } from './service-path';

/** Every attempt of a task has this artifact: by it the service knows which attempt is the latest. */
const markOfAttempt = 'name';

/**
 * Registers what a process creates at a metadata service. The service makes the ids, numbers all of them; where an id was made
 * elsewhere it is no number, and every process that has it to do with makes sure that it is there (Metaflow's rule).
 */
export class ServiceMetadataWriter implements MetadataWriter {
  /** Flows, runs and steps that this process has made sure of. */
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(
    private readonly http: ServiceHttp,
    readonly flow: string,
    readonly identity: WriterIdentity,
  ) {}

  async newRun(): Promise<string> {
    await this.#ensureFlow();
    const path = flowUrl(this.flow, 'run');
    const run = await this.http.make<{ readonly run_number: string | number }>(path, this.#object({}));
    return String(run.run_number);
  }

  async registerRun(run: string): Promise<boolean> {
    if (isServiceId(run)) return false;
    await this.#ensureFlow();
    const object = { flow: this.flow, run };
    return this.#once(runPathspec(object), async () => {
      const made = await this.#ensure(runUrl(object), flowUrl(this.flow, 'run'), { run_number: run });
      this.#requireId(runPathspec(object), run, made?.run_number);
      return made !== undefined;
    });
  }

  async newTask(run: string, step: string): Promise<string> {
    const path = { flow: this.flow, run, step };
    await this.#ensureStep(path);
    const task = this.#object({ run_number: run, step_name: step });
    const made = await this.http.make<{ readonly task_id: string | number }>(stepUrl(path, 'task'), task);
    return String(made.task_id);
  }

  async registerTask({ run, step }: StepPath, task: string): Promise<boolean> {
    if (isServiceId(task)) return false;
    const path = { flow: this.flow, run, step };
    await this.#ensureStep(path);
    const names = { run_number: run, step_name: step, task_id: task };
    const made = await this.#ensure(taskUrl({ ...path, task }), stepUrl(path, 'task'), names);
    this.#requireId(taskPathspec({ ...path, task }), task, made?.task_id);
    return made !== undefined;
  }

  async addMetadata(path: TaskPath, entries: readonly MetadataEntry[]): Promise<void> {
    const now = Date.now();
    const records = entries.map((entry) => metadataJson(path, entry, this.identity, now));
    await this.http.create(taskUrl(path, 'metadata'), records);
  }

  async registerArtifacts(path: TaskPath, attempt: number, artifacts: readonly ArtifactEntry[]): Promise<void> {
    const latest = isServiceId(path.task) ? undefined : await this.#latestArtifacts(path);
    const number = latest === undefined ? attempt : Math.max(attempt, latest.attempt + 1);
    const records = artifacts.map((artifact) => artifactJson(path, number, artifact, this.identity));
    await this.http.create(taskUrl(path, 'artifact'), records);
  }

  /**
   * The service keeps every record for good, and readers see those of the attempt with the highest number. So what is to be
   * forgotten is covered by an attempt of a higher number that has nothing but its mark, and what comes then by one higher still.
   */
  async forgetArtifacts(path: TaskPath, fromAttempt: number): Promise<void> {
    const latest = await this.#latestArtifacts(path);
    if (latest === undefined || latest.attempt < fromAttempt || latest.mark === undefined) return;
    const cover = { ...latest.mark, attempt_id: latest.attempt + 1, ts_epoch: Date.now() };
    await this.http.create(taskUrl(path, 'artifact'), [cover]);
  }

  async handOver(): Promise<void> {}

  startHeartbeat(run: string, task?: Pick<TaskPath, 'step' | 'task'>): StopHeartbeat {
    const path = { flow: this.flow, run };
    return startHeartbeat(this.http, task ? taskUrl({ ...path, ...task }, 'heartbeat') : runUrl(path, 'heartbeat'));
  }

  async #latestArtifacts(path: TaskPath): Promise<{ attempt: number; mark: ArtifactJson | undefined } | undefined> {
    const records = (await this.http.find<ArtifactJson[]>(taskUrl(path, 'artifacts'))) ?? [];
    if (records.length === 0) return undefined;
    const attempt = Math.max(...records.map((record) => record.attempt_id));
    return { attempt, mark: records.find(({ name, attempt_id: of }) => name === markOfAttempt && of === attempt) };
  }

  async #ensureFlow(): Promise<void> {
    const path = flowUrl(this.flow);
    await this.#once(this.flow, async () => {
      if ((await this.http.find(path)) !== undefined) return false;
      await this.http.create(path, { flow_id: this.flow, ts_epoch: Date.now() });
      return true;
    });
  }

  async #ensureStep(path: StepPath): Promise<void> {
    const names = { run_number: path.run, step_name: path.step };
    await this.#once(stepPathspec(path), async () => {
      return (await this.#ensure(stepUrl(path), stepUrl(path, 'step'), names)) !== undefined;
    });
  }

  /** Makes an object unless it is there, or another process makes it just now. The object when it was made. */
  async #ensure(url: string, createUrl: string, names: object): Promise<ObjectJson | undefined> {
    if ((await this.http.find(url)) !== undefined) return undefined;
    return this.http.create<ObjectJson>(createUrl, this.#object(names));
  }

  /**
   * Makes sure that what was made has the id that it brought along. Otherwise every process would make another one.
   * @throws IdNotKeptError
   */
  #requireId(pathspec: string, id: string, given: string | number | undefined): void {
    if (given !== undefined && String(given) !== id) throw new IdNotKeptError(this.http.settings.url, pathspec, given);
  }

  /** Does something once for each pathspec; where it fails the next caller tries again. */
  async #once(pathspec: string, act: () => Promise<boolean>): Promise<boolean> {
    const known = this.#known.get(pathspec);
    if (known) return known;
    const done = act();
    this.#known.set(pathspec, done);
    done.catch(() => this.#known.delete(pathspec));
    return done;
  }

  #object(names: object): ObjectJson {
    return objectJson(this.flow, this.identity, names);
  }
}

/** Whether the service made this id: only those are numbers. */
function isServiceId(id: string): boolean {
  return /^\d+$/.test(id);
}
