const pageSize = 100;

/** All items of a list that Airflow gives in pages of at most 100. */
export async function allPages<T>(
  page: (query: { limit: number; offset: number }) => Promise<readonly T[]>,
): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const next = await page({ limit: pageSize, offset: items.length });
    items.push(...next);
    if (next.length < pageSize) return items;
  }
}
