import { type DataPlace, readCard, readCardData, type StoredCard, taskPathspec, type TaskPath } from '@mf/datastore';

/** A card was there when it was listed, and is not any more. */
export class CardGoneError extends Error {
  readonly code = 'MF4090';
  readonly advice = 'List the cards of the task again.';

  constructor(path: string) {
    super(`the card ${path} is not there any more`);
    this.name = 'CardGoneError';
  }
}

/** One HTML file that a `@card` of a task left. Its content is read when it is asked for, each time anew. */
export class Card {
  /** `default`, `blank`, `html`, or a type of Metaflow's. */
  readonly type: string;
  /** What its `@card` calls it; undefined when that says nothing. */
  readonly id: string | undefined;
  readonly hash: string;
  /** In the storage for cards. */
  readonly path: string;
  /** The task that the card is of: the one that was asked, or the one whose results that took over. */
  readonly pathspec: string;
  readonly #place: DataPlace;
  readonly #task: TaskPath;
  readonly #stored: StoredCard;

  /** For the objects of this package. */
  constructor(place: DataPlace, task: TaskPath, stored: StoredCard) {
    this.type = stored.type;
    this.id = stored.id ?? undefined;
    this.hash = stored.hash;
    this.path = stored.path;
    this.pathspec = taskPathspec(task);
    this.#place = place;
    this.#task = task;
    this.#stored = stored;
  }

  /** The HTML of the card. Rejects with CardGoneError. */
  get html(): Promise<string> {
    return readCard(this.#place.cards, this.#stored).then((html) => {
      if (html === undefined) throw new CardGoneError(this.path);
      return html;
    });
  }

  /** What the last refresh of the card left for its viewers; undefined when there was none. */
  get data(): Promise<unknown> {
    return readCardData(this.#place.cards, this.#task, this.#stored);
  }

  toString(): string {
    return `Card('${this.path}')`;
  }
}
