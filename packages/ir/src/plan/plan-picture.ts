import type { StepIR } from '../flow-ir';

/** Columns of a page beside the graph. */
const width = 80;

/**
 * The graph as lines of text, for documentation: `start -> a -> b`, one line for each row of steps, in the order of the source. Where
 * a row ends, its last step says how it goes on: `[a, b]` all of these, `(a | b)` one of them, `a*` for each item.
 */
export function planPicture(steps: readonly StepIR[]): readonly string[] {
  const next = new Map(steps.map((step) => [step.name, step.next]));
  const drawn = new Set<string>();
  const rowFrom = (first: string): string[] => {
    const rows: string[] = [];
    let row = first;
    const add = (text: string, from: string) => {
      if (row.length + text.length + 4 > width && row !== from) {
        rows.push(row);
        row = from;
      }
      row += ` -> ${text}`;
    };
    for (let name = first; ;) {
      drawn.add(name);
      const transition = next.get(name);
      if (transition?.kind === 'linear') {
        add(transition.to, name);
        if (!drawn.has(transition.to)) {
          name = transition.to;
          continue;
        }
      }
      if (transition?.kind === 'split') add(`[${transition.to.join(', ')}]`, name);
      if (transition?.kind === 'foreach') add(`${transition.to}*`, name);
      if (transition?.kind === 'switch') {
        add(`(${[...new Set(transition.cases.map(({ to }) => to))].join(' | ')})`, name);
      }
      return [...rows, row];
    }
  };
  return steps.flatMap(({ name, next: { kind } }, index) =>
    drawn.has(name) || (kind === 'end' && index > 0) ? [] : rowFrom(name),
  );
}
