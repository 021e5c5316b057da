import type { Datastore } from '@mf/datastore';
import type { MetaflowEvent, RunReference, Trigger } from '@mf/flow/internal';
import { clientRun } from './client/client-objects';

/** The variable by which whoever starts a run says what made it do so: a JSON list of {@link TriggerRecord}. */
export const triggersVariable = 'METAFLOW_TRIGGERS';

/** An event as Metaflow records it in `execution-triggers`. */
export interface TriggerRecord {
  readonly name: string | null;
  readonly id: string | null;
  /** Seconds since the epoch. */
  readonly timestamp: number | null;
  /** `run` for a run, else as the back end says. */
  readonly type: string;
}

/** METAFLOW_TRIGGERS is not what it has to be. */
export class InvalidTriggersError extends Error {
  override readonly name = 'InvalidTriggersError';
  readonly code = 'MF5145';
  readonly advice = 'Schedulers pass it: a JSON list of objects with name, id, timestamp in seconds and type.';

  constructor(why: string) {
    super(`${triggersVariable} ${why}`);
  }
}

/**
 * The events that started the run of this process, the latest first.
 *
 * @throws InvalidTriggersError
 */
export function readTriggers(env: NodeJS.ProcessEnv): TriggerRecord[] {
  const text = env[triggersVariable];
  if (!text) return [];
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new InvalidTriggersError(`is no JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(list)) throw new InvalidTriggersError('is no list');
  return list.map(readTrigger).sort((a, b) => (b.timestamp ?? -Infinity) - (a.timestamp ?? -Infinity) || 0);
}

/** What `current.trigger` is; null when nothing is known to have started the run. */
export function currentTrigger(records: readonly TriggerRecord[], datastore: Datastore): Trigger | null {
  if (records.length === 0) return null;
  const events = records.map(({ name, id, timestamp, type }): MetaflowEvent => ({
    name: name ?? '',
    id: id ?? '',
    timestamp: timestamp === null ? null : new Date(timestamp * 1000),
    type,
  }));
  // The id of such an event is the pathspec of the run's last task.
  const pathspecs = events.filter(({ type }) => type === 'run').map(({ id }) => id.split('/').slice(0, 2).join('/'));
  const runs = (): Promise<RunReference[]> =>
    Promise.all([...new Set(pathspecs)].map((pathspec) => clientRun(pathspec, datastore)));
  return {
    event: events[0] ?? null,
    events,
    get run() {
      return runs().then(([latest]) => latest ?? null);
    },
    get runs() {
      return runs().then((all) => (all.length > 0 ? all : null));
    },
    [Symbol.iterator]: () => events[Symbol.iterator](),
  };
}

function readTrigger(value: unknown): TriggerRecord {
  if (typeof value !== 'object' || value === null) throw new InvalidTriggersError('has an item that is no object');
  const { name = null, id = null, timestamp = null, type = 'event' } = value as Partial<TriggerRecord>;
  const isText = (one: unknown): boolean => one === null || typeof one === 'string';
  if (!isText(name) || !isText(id) || typeof type !== 'string')
    throw new InvalidTriggersError('has an item whose name, id or type is no text');
  if (timestamp !== null && !Number.isFinite(timestamp))
    throw new InvalidTriggersError('has a timestamp that is no number');
  return { name, id, timestamp, type };
}
