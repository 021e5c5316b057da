import type { CardComponent } from './cards/card-component';

/** One card of the step that runs. */
export interface CardEditor {
  /**
   * Adds a component at the end.
   *
   * @param id its name in the card; one that is given already is replaced where it stands
   */
  append(component: CardComponent, id?: string): void;
  /** Adds components at the end. */
  extend(components: Iterable<CardComponent>): void;
  /** Removes all components. */
  clear(): void;
  /**
   * Saves the card as it is now, to be looked at while the step runs. Too soon after the last time (`refreshInterval` of the card) it does
   * nothing, so it can stand in a loop. It does not wait for the card to be saved.
   */
  refresh(): void;
  /** The components, by their names. */
  readonly components: ReadonlyMap<string, CardComponent>;
}

/**
 * The cards of the step that runs. What it has of a card is that of the one that can be meant: the only one, the only one without an id,
 * or the one with `customize` (Metaflow's rules). Where none can be meant, a warning is printed, and nothing is kept.
 */
export interface TaskCards extends CardEditor {
  /** The card with an id. Where there is none, a warning is printed, and what is appended is not kept. */
  get(id: string): CardEditor;
}
