import { join } from 'node:path';
import type { SharedDatastore } from './metaflow';

export interface CardAsRead {
  readonly type: string;
  readonly id: string | null;
  readonly hash: string;
  readonly path: string;
  readonly html: string;
  readonly data: { readonly reload_token: string; readonly data: Readonly<Record<string, object>> } | null;
}

/**
 * What Metaflow's client reads of a task's cards; undefined when it finds none.
 *
 * @param args pathspec of the task, type and id; `-` for any
 */
export async function readCards(store: SharedDatastore, ...args: string[]): Promise<CardAsRead[] | undefined> {
  const { code, stdout, stderr } = await store.python([join(__dirname, 'read_cards.py'), ...args]);
  if (code === 0) return JSON.parse(stdout) as CardAsRead[];
  if (stderr.includes('CardNotPresentException')) return undefined;
  throw new Error(stderr);
}
