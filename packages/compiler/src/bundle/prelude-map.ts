interface SourceMapJson {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/**
 * The source map of a bundle from that of its flow: everything moves down by the lines of the prelude, and these belong to the runner's module,
 * so that a stack trace shows what is the runner's and what the author's.
 *
 * @param flowMap map of the flow alone
 * @param prelude ends with an empty line
 * @param runnerSource what the runner is called in the map
 */
export function withPrelude(flowMap: string, prelude: string, runnerSource: string): string {
  const { sources, names, mappings } = JSON.parse(flowMap) as SourceMapJson;
  let lines = -1;
  for (let at = prelude.indexOf('\n'); at >= 0; at = prelude.indexOf('\n', at + 1)) lines++;
  // AAAA: from here on, line 1 of source 0. ACAA on the empty line goes on to source 1, from which the flow's own first segment counts.
  const shifted = `${'AAAA;'.repeat(lines)}ACAA;${mappings}`;
  return JSON.stringify({ version: 3, sources: [runnerSource, ...sources], names, mappings: shifted });
}
