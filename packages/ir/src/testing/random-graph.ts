/** A sketch of a graph: see `sketchSyntax`. */
export type Sketch = Readonly<Record<string, string>>;

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A graph of static splits, foreach loops, switches and repeated steps inside each other, `depth` levels deep, that has no mistake. */
export function randomGraph(random: () => number, depth: number): Sketch {
  const graph: Record<string, string> = { start: '' };
  let count = 0;
  const add = (next: string, isJoin = false): string => {
    const name = `s${(count += 1)}`;
    graph[isJoin ? `${name}(inputs)` : name] = next;
    return name;
  };
  const some = (least: number, most: number): number[] =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, (_none, index) => index);
  /** Steps in a row that lead to `next`; at least one, so that no split leads straight to its join. */
  const row = (level: number, next: string): string => some(1, 2).reduce((to) => element(level, to), add(next));
  const element = (level: number, next: string): string => {
    const kind = level > 0 ? Math.floor(random() * 5) : 0;
    if (kind === 1) {
      const join = add(next, true);
      return add(
        some(2, 3)
          .map(() => row(level - 1, join))
          .join(', '),
      );
    }
    if (kind === 2) {
      const join = add(next, true);
      return add(`${row(level - 1, join)} foreach xs`);
    }
    if (kind === 3) {
      const meeting = add(next);
      const cases = some(2, 3).map((index) => `c${index}: ${random() < 0.2 ? meeting : row(level - 1, meeting)}`);
      return add(`{${cases.join(', ')}} on c`);
    }
    if (kind === 4) {
      const done = add(next);
      const name = add('');
      graph[name] = `{c0: ${name}, c1: ${done}} on c`;
      return name;
    }
    return add(next);
  };
  graph['start'] = row(depth, 'end');
  return { ...graph, end: '' };
}

/** The graph with one random mistake, or what may be one. */
export function mutatedGraph(graph: Sketch, random: () => number): Sketch {
  const entries = Object.entries(graph);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const names = entries.map(([head]) => head.replace('(inputs)', ''));
  const chosen = pick(entries.slice(0, -1));
  const change = ([head, next]: [string, string]): [string, string][] => {
    switch (Math.floor(random() * 6)) {
      case 0:
        return [[head.endsWith('(inputs)') ? head.replace('(inputs)', '') : `${head}(inputs)`, next]];
      case 1:
        return [[head, next.replace(/s\d+|end/, pick(names))]];
      case 2:
        return [[head, `${next.replace(/ foreach.*|\{.*/, '') || pick(names)}, ${pick(names)}`]];
      case 3:
        return [[head, pick(names)]];
      case 4:
        return [[head, `${pick(names)} foreach xs`]];
      default:
        return [[head, `{c0: ${pick(names)}, c1: ${pick(names)}} on c`]];
    }
  };
  return Object.fromEntries(entries.flatMap((entry) => (entry === chosen ? change(entry) : [entry])));
}
