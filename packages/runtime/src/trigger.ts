import type { Datastore } from '@mf/datastore';
import type { MetaflowEvent, RunReference, Trigger } from '@mf/flow/internal';
import { type ExactJson, formatExactJson, parseExactJson } from '@mf/ir/exact-json';
import { clientRun } from './client/client-objects';
import { passedText } from './text-variables';

/** The variable, or variables, by which whoever starts a run says what made it do so: a JSON list of {@link TriggerRecord}. */
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

/** An event as a scheduler tells of it. */
export interface ScheduledTrigger {
  readonly record: TriggerRecord;
  /** What came with it. */
  readonly payload: Readonly<Record<string, ExactJson>>;
}

/** METAFLOW_TRIGGERS is not what it has to be. */
export class InvalidTriggersError extends Error {
  override readonly name = 'InvalidTriggersError';
  readonly code = 'MF5145';
  readonly advice = 'Schedulers pass it: a JSON list of objects with name, id, timestamp in seconds, type and payload.';

  constructor(why: string) {
    super(`${triggersVariable} ${why}`);
  }
}

/**
 * The events that started the run of this process, the latest first.
 *
 * @throws InvalidTriggersError
 */
export function readTriggers(env: NodeJS.ProcessEnv): ScheduledTrigger[] {
  const text = passedText(env, triggersVariable);
  if (!text) return [];
  let list: unknown;
  try {
    list = parseExactJson(text);
  } catch (error) {
    throw new InvalidTriggersError(`is no JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(list)) throw new InvalidTriggersError('is no list');
  const time = ({ record }: ScheduledTrigger): number => record.timestamp ?? -Infinity;
  return list.map(readTrigger).sort((a, b) => time(b) - time(a) || 0);
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

function readTrigger(value: ExactJson): ScheduledTrigger {
  if (!isObject(value)) throw new InvalidTriggersError('has an item that is no object');
  const { name = null, id = null, timestamp = null, type = 'event', payload = null } = value;
  const isText = (one: ExactJson): one is string | null => one === null || typeof one === 'string';
  if (!isText(name) || typeof type !== 'string')
    throw new InvalidTriggersError('has an item whose name or type is no text');
  const seconds = timestamp instanceof Number ? timestamp.valueOf() : timestamp;
  if (seconds !== null && typeof seconds !== 'number')
    throw new InvalidTriggersError('has a timestamp that is no number');
  const full = isObject(payload) ? withPathFields(payload) : {};
  const known = full['id'] ?? id;
  // Others may number their events.
  const idText = isText(known) ? known : formatExactJson(known);
  return { record: { name, id: idText, timestamp: seconds, type }, payload: full };
}

/** Metaflow's event of the end of a run has its path as its id, and the parts of it as fields; a DAG file, which is to be small, tells the path alone. */
function withPathFields(payload: ScheduledTrigger['payload']): ScheduledTrigger['payload'] {
  const { pathspec } = payload;
  const parts = typeof pathspec === 'string' ? pathspec.split('/') : [];
  if (parts.length !== pathFields.length) return payload;
  return { id: pathspec!, ...Object.fromEntries(pathFields.map((field, index) => [field, parts[index]!])), ...payload };
}

const pathFields = ['flow_name', 'run_id', 'step_name', 'task_id'];

function isObject(value: ExactJson): value is Readonly<Record<string, ExactJson>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Number);
}
