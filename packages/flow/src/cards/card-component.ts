import type { CardContent } from './card-content';

/** Something that a card can show. An object of an author's own class can be one, too. */
export interface CardComponent {
  /**
   * What is to be shown now. It is asked for at each refresh and when the step is over, so a component that has changed shows its change.
   *
   * @param id the name that the component has in its card
   */
  render(id: string): CardContent;
}

export function isCardComponent(value: unknown): value is CardComponent {
  return typeof value === 'object' && value !== null && typeof (value as Partial<CardComponent>).render === 'function';
}
