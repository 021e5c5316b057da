import type { Task } from '@mf/client';
import { type Datastore, logSize, type LogStream, readLog, storageOfLog } from '@mf/datastore';

/** A line without a time comes last, as in Metaflow. */
const AFTER_ALL_TIMES = '9';

/** A line that a task printed. */
export interface TaskLine {
  /** `run/step/task` */
  readonly task: string;
  readonly stream: LogStream;
  /** When it was printed; undefined for a line that is not in Metaflow's format. */
  readonly time: Date | undefined;
  /** For the order of lines: the time with its microseconds. */
  readonly timestamp: string;
  readonly text: string;
}

/** Reads what tasks printed, each line once: what was given already is left out the next time. */
export class TaskLines {
  /** Keys of the lines given so far, by the log they are of. */
  readonly #given = new Map<string, Set<string>>();
  /** Size of each log when it was read, in bytes: one that has not changed is not read again. */
  readonly #sizes = new Map<string, number>();
  /** The attempt of each task that was read first. Later ones follow it, and its own last lines are not lost. */
  readonly #firstAttempts = new Map<string, number>();

  /** @param attempt the attempt whose output is wanted; the one that started last when undefined */
  constructor(
    private readonly datastore: Datastore,
    private readonly streams: readonly LogStream[],
    private readonly attempt: number | undefined,
  ) {}

  /**
   * The lines of tasks that are new since the last call, in the order of their times.
   *
   * @throws UnknownStorageError
   */
  async next(tasks: readonly Task[]): Promise<TaskLine[]> {
    const lines: TaskLine[] = [];
    for (const task of tasks) {
      const facts = await task.metadataDict;
      const latest = this.attempt ?? Number(facts['attempt'] ?? 0);
      const first = this.#firstAttempts.get(task.pathspec) ?? latest;
      this.#firstAttempts.set(task.pathspec, first);
      for (let attempt = first; attempt <= latest; attempt++) {
        for (const stream of this.streams) lines.push(...(await this.#newLines(task, facts, attempt, stream)));
      }
    }
    return lines.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
  }

  async #newLines(task: Task, facts: Facts, attempt: number, stream: LogStream): Promise<TaskLine[]> {
    const [flow, run, step, id] = task.pathspec.split('/') as [string, string, string, string];
    const path = { flow, run, step, task: id };
    const log = `${task.pathspec}/${attempt}/${stream}`;
    const type = facts['ds-type'];
    const root = facts['ds-root'];
    const storage =
      typeof type === 'string' && typeof root === 'string'
        ? await storageOfLog(this.datastore, type, root, path, attempt, stream)
        : this.datastore.storage;
    const size = await logSize(storage, path, attempt, stream);
    if (size === (this.#sizes.get(log) ?? 0)) return [];
    this.#sizes.set(log, size);
    const given = this.#given.get(log) ?? new Set();
    this.#given.set(log, given);
    const lines = await readLog(storage, path, attempt, stream);
    return lines.flatMap(({ id: lineId, timestamp, message }, index) => {
      const key = lineId ?? `#${index}`;
      if (given.has(key)) return [];
      given.add(key);
      return {
        task: `${run}/${step}/${id}`,
        stream,
        time: timestamp === undefined ? undefined : new Date(`${timestamp}Z`),
        timestamp: timestamp ?? AFTER_ALL_TIMES,
        text: message.toString('utf8').replace(/\n$/, ''),
      };
    });
  }
}

type Facts = Awaited<Task['metadataDict']>;
