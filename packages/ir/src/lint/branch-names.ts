import type { LintRule } from './lint-rule';

/** Members that the array of a join's inputs has, whatever the branches are called. */
const arrayMembers: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Array.prototype));

export const branchNameRules: readonly LintRule[] = [
  {
    code: 'MF1204',
    summary: 'a step that ends a branch is called like a member of arrays',
    severity: 'warning',
    *check({ steps, splits, byName }) {
      // The results of the branches of a foreach have places and no names.
      const joins = new Set(
        [...splits.matchingJoin].flatMap(([split, join]) => (byName.get(split)?.next.kind === 'split' ? [join] : [])),
      );
      for (const { name, at, next } of steps) {
        if (!arrayMembers.has(name) || next.kind !== 'linear' || !joins.has(next.to)) continue;
        yield {
          at,
          message: `In step ${next.to}, inputs.${name} is the ${name} of arrays, and not the results of step ${name}.`,
          advice: `Choose another name for the step, or find its results by their place: inputs[0].`,
        };
      }
    },
  },
];
