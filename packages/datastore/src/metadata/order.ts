let collator: Intl.Collator | undefined;

/**
 * Orders ids as people do: `task-2` before `task-10`. The collator is made on first use: it costs ten milliseconds, which most
 * processes need not pay.
 */
export function compareIds(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

/** Sorts newest first, as every list of Metaflow's client is; ids decide between equal times, higher ones first. */
export function newestFirst<T extends { readonly createdAt: number }>(records: T[], idOf: (record: T) => string): T[] {
  return records.sort((a, b) => b.createdAt - a.createdAt || compareIds(idOf(b), idOf(a)));
}
