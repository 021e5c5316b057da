import type { Card, CardFilter } from '@mf/client';
import { textTable } from '../report/text-table';
import { type Selection, tasksOf } from './run-pathspec';
import { taskOf } from './task-of';

/** Cards to choose from that an error tells of. */
const mostListed = 20;

/** There is no card that the command could be about. */
export class NoCardError extends Error {
  readonly code = 'MF4091';
  readonly advice =
    'mf card list FILE shows the cards of the latest run. Steps have cards by @card, or by --with card.';

  constructor(what: string) {
    super(`no card of ${what} was found`);
    this.name = 'NoCardError';
  }
}

/** There are several cards that the command could be about. */
export class SeveralCardsError extends Error {
  readonly code = 'MF4092';
  readonly advice = 'Name the task as RUN/STEP/TASK, and the card by --id, --type or --hash.';

  constructor(cards: readonly Card[]) {
    const left = cards.length - mostListed;
    const rest = left > 0 ? `and ${left} more\n` : '';
    super(`there are ${cards.length} cards to choose from:\n${cardTable(cards.slice(0, mostListed))}${rest}`.trimEnd());
    this.name = 'SeveralCardsError';
  }
}

/** The cards of the selected tasks that a filter leaves, task by task. */
export async function findCards(selection: Selection, filter: CardFilter): Promise<Card[]> {
  const cards: Card[] = [];
  for (const task of await tasksOf(selection)) cards.push(...(await task.cards(filter)));
  return cards;
}

/**
 * The one card of the selected tasks that a filter leaves.
 *
 * @throws NoCardError, SeveralCardsError
 */
export async function findCard(selection: Selection, filter: CardFilter): Promise<Card> {
  const [card, ...others] = await findCards(selection, filter);
  if (!card) throw new NoCardError([selection.run.id, selection.step, selection.task].filter(Boolean).join('/'));
  if (others.length > 0) throw new SeveralCardsError([card, ...others]);
  return card;
}

/** Cards as people read them. The hash is cut: its beginning does for `--hash`. */
export function cardTable(cards: readonly Card[], paint?: Parameters<typeof textTable>[2]): string {
  const rows = cards.map((card) => [taskOf(card), card.type, card.id ?? '', card.hash.slice(0, 8)]);
  return textTable(['TASK', 'TYPE', 'ID', 'HASH'], rows, paint);
}
