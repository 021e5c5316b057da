import type { Storage } from '../storage/storage';
import { joinNames, runPathspec, stepPathspec, type StepPath, taskPathspec, type TaskPath } from '../task/task-path';
import { artifactJson, metadataJson, type ObjectJson, objectJson } from './json-records';
import { META, parseArtifactName, parseSysmetaName, SELF } from './local-files';
import type { MetadataWriter, StopHeartbeat, WriterIdentity } from './provider';
import type { ArtifactEntry, MetadataEntry } from './records';

/** Writes Metaflow's local metadata files. */
export class LocalMetadataWriter implements MetadataWriter {
  /** The last task id of each run that this process gave out. */
  readonly #lastTask = new Map<string, number>();
  #lastMilliseconds = 0;

  constructor(
    private readonly storage: Storage,
    readonly flow: string,
    readonly identity: WriterIdentity,
  ) {}

  async newRun(): Promise<string> {
    for (;;) {
      const run = String(microsecondsSinceEpoch());
      if (await this.registerRun(run)) return run;
    }
  }

  async registerRun(run: string): Promise<boolean> {
    await this.#writeNew(`${joinNames(this.flow)}/${SELF}`, { flow_id: this.flow, ts_epoch: Date.now() });
    return this.#writeNew(`${runPathspec({ flow: this.flow, run })}/${SELF}`, this.#object({ run_number: run }));
  }

  async newTask(run: string, step: string): Promise<string> {
    const number = (this.#lastTask.get(run) ?? -1) + 1;
    this.#lastTask.set(run, number);
    const task = String(number);
    await this.registerTask({ flow: this.flow, run, step }, task);
    return task;
  }

  async registerTask({ run, step }: StepPath, task: string): Promise<boolean> {
    const path = { flow: this.flow, run, step, task };
    // Both before any wait: tasks that are registered at once keep the order of the calls.
    const stepJson = this.#object({ run_number: run, step_name: step });
    const taskJson = this.#object({ run_number: run, step_name: step, task_id: task });
    await this.#writeNew(`${stepPathspec(path)}/${SELF}`, stepJson);
    return this.#writeNew(`${taskPathspec(path)}/${SELF}`, taskJson);
  }

  async addMetadata(path: TaskPath, entries: readonly MetadataEntry[]): Promise<void> {
    const directory = `${taskPathspec(path)}/${META}`;
    for (const entry of entries) {
      // Metaflow takes the attempt-done record that comes last by its name for the latest, whatever machine wrote it.
      const after = entry.field === 'attempt-done' ? await this.#lastMillisecondsOf(directory, entry.field) : 0;
      this.#lastMilliseconds = Math.max(Date.now(), after + 1, this.#lastMilliseconds);
      while (!(await this.#writeSysmeta(path, directory, entry))) this.#lastMilliseconds++;
    }
  }

  async registerArtifacts(path: TaskPath, attempt: number, artifacts: readonly ArtifactEntry[]): Promise<void> {
    const directory = `${taskPathspec(path)}/${META}`;
    for (const artifact of artifacts) {
      const record = `${directory}/${attempt}_artifact_${joinNames(artifact.name)}.json`;
      const json = artifactJson(path, attempt, artifact, this.identity);
      await this.storage.write(record, JSON.stringify(json), { overwrite: true });
    }
  }

  async forgetArtifacts(path: TaskPath, fromAttempt: number): Promise<void> {
    const directory = `${taskPathspec(path)}/${META}`;
    for (const name of await this.storage.list(directory)) {
      const parsed = parseArtifactName(name);
      if (parsed && parsed.attempt >= fromAttempt) await this.storage.remove(`${directory}/${name}`);
    }
  }

  async handOver(): Promise<void> {}

  startHeartbeat(): StopHeartbeat {
    return () => undefined;
  }

  async #writeSysmeta(path: TaskPath, directory: string, entry: MetadataEntry): Promise<boolean> {
    const json = metadataJson(path, entry, this.identity, this.#lastMilliseconds);
    const name = joinNames(`sysmeta_${entry.field}_${this.#lastMilliseconds}.json`);
    return this.storage.write(`${directory}/${name}`, JSON.stringify(json));
  }

  async #lastMillisecondsOf(directory: string, field: string): Promise<number> {
    const times = (await this.storage.list(directory)).flatMap((name) => {
      const parsed = parseSysmetaName(name);
      return parsed?.field === field ? [parsed.milliseconds] : [];
    });
    return Math.max(0, ...times);
  }

  async #writeNew(path: string, json: ObjectJson): Promise<boolean> {
    return this.storage.write(path, JSON.stringify(json));
  }

  #object<T extends object>(names: T): ObjectJson {
    return objectJson(this.flow, this.identity, names);
  }
}

function microsecondsSinceEpoch(): number {
  return Date.now() * 1000 + Math.floor((performance.now() % 1) * 1000);
}
