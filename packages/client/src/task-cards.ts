import { type DataPlace, listCards, type TaskPath } from '@mf/datastore';
import { Card } from './card';
import type { Context } from './context';
import { latestByField, taskMetadata } from './task-metadata';

/** Which cards are meant: those that all of it holds for. */
export interface CardFilter {
  readonly type?: string;
  readonly id?: string;
  /** Begins the hash. */
  readonly hash?: string;
  /** Whether a task that took over the results of another one has the cards of that one. Default true. */
  readonly followResumed?: boolean;
}

/** The cards of a task, by type, id and hash. */
export async function cardsOf(context: Context, task: TaskPath, filter: CardFilter = {}): Promise<Card[]> {
  const { type, id, hash = '', followResumed = true } = filter;
  const { facts, path } = await whereCardsAre(context, task, followResumed);
  for (const place of placesOf(context, facts)) {
    const stored = await listCards(place.cards, path);
    if (stored.length === 0) continue;
    return stored
      .filter((card) => (type ?? card.type) === card.type && (id ?? card.id) === card.id && card.hash.startsWith(hash))
      .map((card) => new Card(place, path, card));
  }
  return [];
}

type Facts = ReadonlyMap<string, unknown>;

/** The task itself, or the one at the beginning of the runs that took over its results. */
async function whereCardsAre(
  { datastore }: Context,
  task: TaskPath,
  followResumed: boolean,
): Promise<{ readonly facts: Facts; readonly path: TaskPath }> {
  const fields = ['ds-type', 'ds-root', 'origin-run-id', 'origin-task-id'];
  for (let path = task; ;) {
    const latest = latestByField(await taskMetadata(datastore.metadata, path, { fields }));
    const facts = new Map([...latest].map(([field, { value }]) => [field, value]));
    const origin = facts.get('origin-task-id');
    if (!followResumed || typeof origin !== 'string') return { facts, path };
    path = { ...path, run: String(facts.get('origin-run-id')), task: origin };
  }
}

function placesOf({ datastore }: Context, facts: Facts): readonly DataPlace[] {
  const [type, root] = [facts.get('ds-type'), facts.get('ds-root')];
  return typeof type === 'string' ? datastore.placesOf(type, typeof root === 'string' ? root : undefined) : [datastore];
}
