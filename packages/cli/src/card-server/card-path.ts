import type { Card } from '@mf/client';

/** Where a card is on the server. */
export function cardPath({ pathspec, type, hash }: Card): string {
  return `/${[...pathspec.split('/'), type, hash].map(encodeURIComponent).join('/')}`;
}
