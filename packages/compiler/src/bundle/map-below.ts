interface SourceMapJson {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/**
 * The source map of a text that stands below another one: everything moves down by its lines, which belong to no source.
 *
 * @param map of the text alone
 * @param head whole lines
 */
export function mapBelow(map: string, head: string): string {
  const { sources, names, mappings } = JSON.parse(map) as SourceMapJson;
  const lines = head.split('\n').length - 1;
  return JSON.stringify({ version: 3, sources, names, mappings: ';'.repeat(lines) + mappings });
}
