const pageSize = 100;

/** The items of a list that Airflow gives in pages of at most 100: all of them, or the first `most`. */
export async function allPages<T>(
  page: (query: { limit: number; offset: number }) => Promise<readonly T[]>,
  most = Infinity,
): Promise<T[]> {
  const items: T[] = [];
  while (items.length < most) {
    const limit = Math.min(pageSize, most - items.length);
    const next = await page({ limit, offset: items.length });
    items.push(...next);
    if (next.length < limit) break;
  }
  return items;
}
