import type { LintRule } from './lint-rule';

export const foreachTypeRules: readonly LintRule[] = [
  {
    code: 'MF1520',
    summary: 'a foreach goes over a field whose declared type is not iterable',
    *check({ ir, uses }) {
      for (const { name, next, nextAt, nextReading } of ir.steps) {
        if (next.kind !== 'foreach' || nextReading) continue;
        const type = Object.hasOwn(uses?.notIterable ?? {}, next.over) ? uses?.notIterable[next.over] : undefined;
        if (type === undefined) continue;
        yield {
          at: nextAt,
          message: `The foreach of step ${name} goes over ${next.over}, which is declared as ${type}: there are no items to go over.`,
          advice: `Declare ${next.over} as a list (${next.over}!: string[];), or name the field that holds the items.`,
        };
      }
    },
  },
];
