const byId = new Intl.Collator('en', { numeric: true });

/** Sorts newest first, as every list of Metaflow's client is; ids decide between equal times, higher ones first. */
export function newestFirst<T extends { readonly createdAt: number }>(records: T[], idOf: (record: T) => string): T[] {
  return records.sort((a, b) => b.createdAt - a.createdAt || byId.compare(idOf(b), idOf(a)));
}
