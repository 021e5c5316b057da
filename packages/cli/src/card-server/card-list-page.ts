import type { Card } from '@mf/client';
import { taskOf } from '../read/task-of';
import { cardPath } from './card-path';

const style = `:root{color-scheme:light dark}body{font:15px/1.6 system-ui,sans-serif;max-width:760px;margin:32px auto;padding:0 20px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 14px 6px 0;border-bottom:1px solid #8884}`;

/** A page that lists cards, with a link to each, and loads itself again. */
export function cardListPage(
  { title, pollInterval }: { readonly title: string; readonly pollInterval: number },
  cards: readonly Card[],
): string {
  const rows = cards.map(
    (card) =>
      `<tr><td><a href="${escape(cardPath(card))}">${escape(taskOf(card))}</a></td>` +
      `<td>${escape(card.type)}</td><td>${escape(card.id ?? '')}</td></tr>`,
  );
  const table = `<table><thead><tr><th>Task</th><th>Type</th><th>Id</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="${pollInterval}">` +
    `<title>${escape(title)}</title><style>${style}</style></head><body><h1>${escape(title)}</h1>` +
    `${cards.length === 0 ? '<p>There are no cards yet.</p>' : table}</body></html>`
  );
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
