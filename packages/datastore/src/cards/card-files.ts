import type { Storage } from '../storage/storage';
import { joinNames, type TaskPath } from '../task/task-path';

/** A card by the name of its file. */
export interface CardName {
  /** `default`, `blank`, `html`, or a type of Metaflow's. */
  readonly type: string;
  /** What the author calls the card; null when it has no name. */
  readonly id: string | null;
  /** What tells the card apart from all others, in hexadecimal digits. */
  readonly hash: string;
}

/** A card that was found. */
export interface StoredCard extends CardName {
  /** Of the HTML file, relative to the root of the storage for cards. */
  readonly path: string;
}

/**
 * Stores a card where Metaflow's readers find it, in the place of an older one of the same name.
 *
 * @param cards the storage for cards of a datastore
 */
export async function saveCard(cards: Storage, task: TaskPath, name: CardName, html: string): Promise<void> {
  await cards.write(`${folder(task, 'cards')}/${fileName(name, 'html')}`, html, { overwrite: true });
}

/** Stores what viewers of a card ask for while its step runs, which tells them when to load the card again. */
export async function saveCardData(cards: Storage, task: TaskPath, name: CardName, data: object): Promise<void> {
  await cards.write(`${folder(task, 'runtime')}/${fileName(name, 'data.json')}`, JSON.stringify(data), {
    overwrite: true,
  });
}

/** The cards of a task, by type, id and hash. Other files are left out. */
export async function listCards(cards: Storage, task: TaskPath): Promise<StoredCard[]> {
  for (const at of [folder(task, 'cards'), folderOfOld(task)]) {
    const names = (await cards.list(at)).sort();
    const found = names.flatMap((file) => {
      const name = parseFileName(file);
      return name ? [{ ...name, path: `${at}/${file}` }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** The HTML of a card; undefined when it is not there any more. */
export async function readCard(cards: Storage, { path }: StoredCard): Promise<string | undefined> {
  return (await cards.read(path))?.toString('utf8');
}

/** What `saveCardData` stored last, as JSON; undefined when the card was not refreshed. */
export async function readCardData(cards: Storage, task: TaskPath, name: CardName): Promise<unknown> {
  const bytes = await cards.read(`${folder(task, 'runtime')}/${fileName(name, 'data.json')}`);
  return bytes && (JSON.parse(bytes.toString('utf8')) as unknown);
}

function folder({ flow, run, step, task }: TaskPath, kind: 'cards' | 'runtime'): string {
  return joinNames(flow, 'runs', run, 'steps', step, 'tasks', task, kind);
}

/** Where Metaflow kept cards before June 2022. */
function folderOfOld({ flow, run, task }: TaskPath): string {
  return joinNames(flow, 'runs', run, 'tasks', task, 'cards');
}

function fileName({ type, id, hash }: CardName, ending: string): string {
  return joinNames(`${[type, ...(id === null ? [] : [id]), hash].join('-')}.${ending}`);
}

function parseFileName(file: string): CardName | undefined {
  const match = /^([^-]+)-(?:([^-]+)-)?([^-]+)\.html$/.exec(file);
  return match ? { type: match[1] as string, id: match[2] ?? null, hash: match[3] as string } : undefined;
}
