import { MemoryStorage } from '../../storage/memory-storage';
import type { Storage } from '../../storage/storage';
import type { StepPath, TaskPath } from '../../task/task-path';
import { LocalMetadataWriter } from '../local-metadata-writer';
import type { MetadataWriter, StopHeartbeat, WriterIdentity } from '../provider';
import type { ArtifactEntry, MetadataEntry } from '../records';
import { leaveRecords, readLeftRecords } from './left-records';

/**
 * Writes records where nothing but the data outlives the process: Metaflow's local files, in memory, and with the end of an attempt beside
 * its data. Nobody registers runs and tasks there, so a record makes known what it is about.
 */
export class DataMetadataWriter implements MetadataWriter {
  readonly #tree = new MemoryStorage();
  readonly #local: LocalMetadataWriter;

  constructor(
    private readonly data: Storage,
    readonly flow: string,
    readonly identity: WriterIdentity,
  ) {
    this.#local = new LocalMetadataWriter(this.#tree, flow, identity);
  }

  newRun(): Promise<string> {
    return this.#local.newRun();
  }

  registerRun(run: string): Promise<boolean> {
    return this.#local.registerRun(run);
  }

  newTask(run: string, step: string): Promise<string> {
    return this.#local.newTask(run, step);
  }

  registerTask(path: StepPath, task: string): Promise<boolean> {
    return this.#local.registerTask(path, task);
  }

  async addMetadata(path: TaskPath, entries: readonly MetadataEntry[]): Promise<void> {
    await this.#register(path);
    await this.#local.addMetadata(path, entries);
  }

  async registerArtifacts(path: TaskPath, attempt: number, artifacts: readonly ArtifactEntry[]): Promise<void> {
    await this.#register(path);
    await this.#local.registerArtifacts(path, attempt, artifacts);
  }

  forgetArtifacts(path: TaskPath, fromAttempt: number): Promise<void> {
    return this.#local.forgetArtifacts(path, fromAttempt);
  }

  startHeartbeat(): StopHeartbeat {
    return () => undefined;
  }

  async handOver(path: TaskPath, attempt: number): Promise<void> {
    await this.#register(path);
    const own = this.#tree.objects;
    const left = (await readLeftRecords(this.data, path, attempt)) ?? new Map<string, Buffer>();
    const isNew = (name: string): boolean => !left.has(name);
    if ([...own.keys()].some(isNew)) await leaveRecords(this.data, path, attempt, new Map([...own, ...left]));
  }

  async #register({ run, step, task, flow }: TaskPath): Promise<void> {
    await this.#local.registerRun(run);
    await this.#local.registerTask({ flow, run, step }, task);
  }
}
