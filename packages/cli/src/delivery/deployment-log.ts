import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '@mf/datastore';
import { DeliveryStoreError } from './delivery-store-error';
import type { DeploymentRecord } from './deployment-record';

/** Milliseconds between signs of life of who deploys, between looks of who waits for that, and until a silent one counts as dead. */
export interface Rhythm {
  readonly beat: number;
  readonly poll: number;
  readonly death: number;
}

const usualRhythm: Rhythm = { beat: 15_000, poll: 1000, death: 60_000 };

/** What a record says that is not its own business. */
export type RecordDraft = Omit<
  DeploymentRecord,
  'recordVersion' | 'number' | 'state' | 'startedAt' | 'holder' | 'beat'
>;

/** A record that has been begun: until it is finished, nobody else changes the DAG in the environment. */
export interface OpenRecord {
  readonly record: DeploymentRecord;
  /** False when another has taken over: it had seen no sign of life. */
  isHeld(): Promise<boolean>;
  finish(state: 'done' | 'failed', more?: Pick<DeploymentRecord, 'error'>): Promise<DeploymentRecord>;
}

/**
 * What was done in one environment: of each DAG, records numbered from 1, each an object that is made once. To make the next one is to
 * have the DAG to oneself: only one of several at the same moment can, and nobody tries while the last one is begun and shows signs of life.
 */
export class DeploymentLog {
  constructor(
    private readonly storage: Storage,
    private readonly folder: string,
    private readonly rhythm: Rhythm = usualRhythm,
  ) {}

  /** DAGs of which there are records, sorted. */
  async dags(): Promise<string[]> {
    return (await this.#reading(() => this.storage.list(this.folder))).sort();
  }

  /** All records of a DAG, the oldest first. */
  async history(dagId: string): Promise<DeploymentRecord[]> {
    return this.#records(dagId, await this.#numbers(dagId));
  }

  /** The newest records of a DAG, the oldest first: as far back as to the last that went well. */
  async recent(dagId: string): Promise<DeploymentRecord[]> {
    const numbers = await this.#numbers(dagId);
    const found: DeploymentRecord[] = [];
    for (let at = numbers.length - 1; at >= 0; at--) {
      found.unshift(...(await this.#records(dagId, [numbers[at]!])));
      if (found[0]?.state === 'done') break;
    }
    return found;
  }

  /**
   * Waits until nobody changes the DAG. Resolves to its newest records, as `recent` has them, by which that was seen: what is begun after
   * them is the next record, so that who began one meanwhile is not taken for dead.
   *
   * @param onWait is told once whom it waits for
   */
  async settled(dagId: string, onWait: (record: DeploymentRecord) => void): Promise<readonly DeploymentRecord[]> {
    let seen: DeploymentRecord | undefined;
    let since = Date.now();
    for (;;) {
      const records = await this.recent(dagId);
      const newest = records.at(-1);
      if (newest?.state !== 'begun') return records;
      if (!seen) onWait(newest);
      // By the own clock alone: those of two machines differ.
      if (seen?.holder !== newest.holder || seen?.beat !== newest.beat) since = Date.now();
      else if (Date.now() - since > this.rhythm.death) return records;
      seen = newest;
      await sleep(this.rhythm.poll);
    }
  }

  /**
   * Makes the next record of the DAG. Undefined when another was faster.
   *
   * @param after number of the newest record that the caller knows; 0 for none
   */
  async begin(draft: RecordDraft, after: number): Promise<OpenRecord | undefined> {
    const holder = randomUUID();
    const record: DeploymentRecord = {
      recordVersion: 1,
      number: after + 1,
      state: 'begun',
      startedAt: new Date().toISOString(),
      ...draft,
      holder,
      beat: 0,
    };
    const isOurs = await this.#writing(async () => {
      if (await this.storage.write(this.#path(record), recordText(record), { exclusive: true })) return true;
      // A request that was sent again may have met its own success.
      return (await this.#records(record.dagId, [record.number]))[0]?.holder === holder;
    });
    return isOurs ? this.#hold(record) : undefined;
  }

  #hold(record: DeploymentRecord): OpenRecord {
    let beat = 0;
    let writes: Promise<unknown> = Promise.resolve();
    // One after another: an old sign of life must not replace the end. One that fails is missed, no more.
    const write = (next: DeploymentRecord) =>
      (writes = writes
        .catch(() => {})
        .then(() => this.storage.write(this.#path(record), recordText(next), { overwrite: true })));
    const timer = setInterval(() => void write({ ...record, beat: ++beat }).catch(() => {}), this.rhythm.beat);
    timer.unref();
    return {
      record,
      isHeld: async () => !(await this.#numbers(record.dagId)).some((number) => number > record.number),
      finish: async (state, more) => {
        clearInterval(timer);
        const { holder: _holder, beat: _beat, ...rest } = record;
        const finished = { ...rest, ...more, state, finishedAt: new Date().toISOString() };
        await this.#writing(() => write(finished));
        return finished;
      },
    };
  }

  async #numbers(dagId: string): Promise<number[]> {
    const names = await this.#reading(() => this.storage.list(`${this.folder}/${dagId}`));
    return names.flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : [])).sort((a, b) => a - b);
  }

  async #records(dagId: string, numbers: readonly number[]): Promise<DeploymentRecord[]> {
    const paths = numbers.map((number) => this.#path({ dagId, number }));
    const texts = await this.#reading(() => this.storage.readMany(paths));
    return texts.flatMap((text, i) => (text ? [parseRecord(text.toString('utf8'), paths[i]!)] : []));
  }

  #path({ dagId, number }: Pick<DeploymentRecord, 'dagId' | 'number'>): string {
    return `${this.folder}/${dagId}/${String(number).padStart(6, '0')}.json`;
  }

  async #reading<T>(work: () => Promise<T>): Promise<T> {
    return work().catch((error: Error) => {
      throw new DeliveryStoreError(`Cannot read ${this.folder} in ${this.storage.root}`, error);
    });
  }

  async #writing<T>(work: () => Promise<T>): Promise<T> {
    return work().catch((error: Error) => {
      throw new DeliveryStoreError(`Cannot write to ${this.folder} in ${this.storage.root}`, error);
    });
  }
}

function recordText(record: DeploymentRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function parseRecord(text: string, path: string): DeploymentRecord {
  const record = JSON.parse(text) as DeploymentRecord;
  if ((record.recordVersion as number) !== 1) throw new Error(`${path} was written by a newer version of mf`);
  return record;
}
