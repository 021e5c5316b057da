import type { Storage } from '../storage/storage';
import { joinNames, runPathspec, stepPathspec, type StepPath, taskPathspec, type TaskPath } from '../task/task-path';
import {
  type ArtifactFile,
  META,
  parseArtifactName,
  parseSysmetaName,
  rootLocation,
  SELF,
  type SelfFile,
  type SysmetaFile,
} from './local-files';
import type { MetadataWriter, WriterIdentity } from './provider';
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
    return this.#writeNew(`${runPathspec({ flow: this.flow, run })}/${SELF}`, { run_number: run, ...this.#common() });
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
    // One time for both, and before any wait: tasks that are registered at once keep the order of the calls.
    const common = this.#common();
    await this.#writeNew(`${stepPathspec(path)}/${SELF}`, { run_number: run, step_name: step, ...common });
    return this.#writeNew(`${taskPathspec(path)}/${SELF}`, {
      run_number: run,
      step_name: step,
      task_id: task,
      ...common,
    });
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
    for (const { name, encoding, sha, storageType, storageRoot } of artifacts) {
      const file: ArtifactFile = {
        run_number: path.run,
        step_name: path.step,
        task_id: path.task,
        attempt_id: attempt,
        name,
        content_type: encoding,
        type: 'metaflow.artifact',
        sha,
        ds_type: storageType,
        location: rootLocation(storageRoot),
        ...this.#common(),
      };
      const record = `${directory}/${attempt}_artifact_${joinNames(name)}.json`;
      await this.storage.write(record, JSON.stringify(file), { overwrite: true });
    }
  }

  async forgetArtifacts(path: TaskPath, fromAttempt: number): Promise<void> {
    const directory = `${taskPathspec(path)}/${META}`;
    for (const name of await this.storage.list(directory)) {
      const parsed = parseArtifactName(name);
      if (parsed && parsed.attempt >= fromAttempt) await this.storage.remove(`${directory}/${name}`);
    }
  }

  async #writeSysmeta(path: TaskPath, directory: string, entry: MetadataEntry): Promise<boolean> {
    const file: SysmetaFile = {
      flow_id: path.flow,
      run_number: path.run,
      step_name: path.step,
      task_id: path.task,
      field_name: entry.field,
      type: entry.type ?? entry.field,
      value: entry.value,
      tags: entry.attempt === undefined ? [] : [`attempt_id:${entry.attempt}`],
      user_name: this.identity.user,
      ts_epoch: this.#lastMilliseconds,
    };
    const name = joinNames(`sysmeta_${entry.field}_${this.#lastMilliseconds}.json`);
    return this.storage.write(`${directory}/${name}`, JSON.stringify(file));
  }

  async #lastMillisecondsOf(directory: string, field: string): Promise<number> {
    const times = (await this.storage.list(directory)).flatMap((name) => {
      const parsed = parseSysmetaName(name);
      return parsed?.field === field ? [parsed.milliseconds] : [];
    });
    return Math.max(0, ...times);
  }

  async #writeNew(path: string, file: SelfFile): Promise<boolean> {
    return this.storage.write(path, JSON.stringify(file));
  }

  #common() {
    const { user, tags = [], systemTags = [] } = this.identity;
    return { flow_id: this.flow, user_name: user, tags, system_tags: systemTags, ts_epoch: Date.now() };
  }
}

function microsecondsSinceEpoch(): number {
  return Date.now() * 1000 + Math.floor((performance.now() % 1) * 1000);
}
