import type { StepCard } from '@mf/ir';

/**
 * Which card `current.card.append` writes to, by Metaflow's rules: the one with `customize`, else the only one, else the only one without an
 * id. Cards that show nothing that a step attaches do not count.
 */
export function defaultCard(cards: readonly StepCard[]): StepCard | undefined {
  const editable = cards.filter(isEditable);
  const customized = editable.filter(({ customize }) => customize);
  if (customized.length === 1) return customized[0];
  if (editable.length === 1) return editable[0];
  const nameless = editable.filter(({ id }) => id === null);
  return nameless.length === 1 ? nameless[0] : undefined;
}

/** The cards that their id tells apart. */
export function cardsById(cards: readonly StepCard[]): ReadonlyMap<string, StepCard> {
  const unique = cards.filter(({ id }) => id !== null && cards.filter((other) => other.id === id).length === 1);
  return new Map(unique.map((card) => [card.id as string, card]));
}

/** Whether a card shows what the step attaches; it can then be refreshed, too. */
export function isEditable({ type }: StepCard): boolean {
  return type !== 'html';
}
