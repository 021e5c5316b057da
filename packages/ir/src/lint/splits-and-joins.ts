import type { SplitProblem, Way } from '../graph/split-structure';
import { isSplit } from '../graph/split-structure';
import { targetsOf } from '../graph/graph-step';
import type { Finding, LintedFlow, LintRule } from './lint-rule';
import { listed } from './wording';

type Problem<Kind extends SplitProblem['kind']> = Extract<SplitProblem, { kind: Kind }>;

/** A rule that puts one kind of problem of the split structure into words. */
function splitRule<Kind extends SplitProblem['kind']>(
  code: string,
  summary: string,
  kind: Kind,
  describe: (problem: Problem<Kind>, flow: LintedFlow) => Finding | undefined,
): LintRule {
  return {
    code,
    summary,
    *check(flow) {
      for (const problem of flow.splits.problems) {
        if (problem.kind !== kind) continue;
        const finding = describe(problem as Problem<Kind>, flow);
        if (finding) yield finding;
      }
    },
  };
}

export const splitAndJoinRules: readonly LintRule[] = [
  splitRule('MF1130', 'a foreach is never joined', 'never-joined', ({ split }, { ir, byName, endpoints }) => {
    const step = byName.get(split);
    if (step?.next.kind !== 'foreach') return undefined;
    return {
      at: step.nextAt,
      message: `The foreach of step ${split} is never joined: ${endpoints.end ?? 'the last step'} is reached by each of its tasks instead of once.`,
      advice: `Add a step that takes inputs (join(inputs: Inputs<${ir.name}>)) between ${step.next.to} and ${endpoints.end ?? 'the last step'}. If there is one, declare its parameter.`,
    };
  }),
  splitRule('MF1131', 'a static split is never joined', 'never-joined', ({ split }, { ir, byName, endpoints }) => {
    const step = byName.get(split);
    if (step?.next.kind !== 'split') return undefined;
    return {
      at: step.nextAt,
      message: `The branches ${listed(step.next.to)} of step ${split} are never joined: ${endpoints.end ?? 'the last step'} is reached by each of them instead of once.`,
      advice: `Add a step that takes inputs (join(inputs: Inputs<${ir.name}>)), let all branches lead to it, and let it lead to ${endpoints.end ?? 'the last step'}.`,
    };
  }),
  splitRule(
    'MF1132',
    'branches meet in a step without `inputs`',
    'merge-without-join',
    ({ step, split, branches }, { ir, byName }) => {
      const found = byName.get(step);
      return (
        found && {
          at: found.at,
          message: `Branches ${listed(branches)} of step ${split} meet in step ${step}, which takes no inputs: it could not tell their artifacts apart.`,
          advice: `Make it a join: ${step}(inputs: Inputs<${ir.name}>), and read the branches as inputs.${branches[0]} or by looping over inputs.`,
        }
      );
    },
  ),
  splitRule('MF1133', 'a step takes `inputs` but is no join', 'join-without-split', ({ step }, { byName }) => {
    const found = byName.get(step);
    return (
      found && {
        at: found.at,
        message: `Step ${step} takes inputs, which makes it a join, but where it stands there is no split to be joined.`,
        advice:
          'Remove the parameter, or split before it with this.next(this.a, this.b) or a foreach. Artifacts are read as fields: this.x.',
      }
    );
  }),
  splitRule(
    'MF1134',
    'branches of one split end in different joins',
    'several-joins',
    ({ split, joins }, { byName }) => {
      const found = byName.get(split);
      const where = joins.map(({ join, branches }) => `${listed(branches)} in ${join}`);
      return (
        found && {
          at: found.nextAt,
          message: `The branches of step ${split} are joined in different steps (${where.join('; ')}), but a split is closed by one join.`,
          advice:
            'Let all branches lead to the same join. To join some of them earlier, split those off in a step of their own first.',
        }
      );
    },
  ),
  splitRule('MF1135', 'a split leads straight to a join', 'empty-branch', ({ split, join }, { byName }) => {
    const found = byName.get(split);
    return (
      found && {
        at: found.nextAt,
        message: `Step ${split} splits straight into ${join}, which takes inputs and so is a join: there is no step between them to run.`,
        advice: `Put a step between ${split} and ${join}, or remove the parameter of ${join} if it is not meant to be the join.`,
      }
    );
  }),
  splitRule('MF1136', 'a case of a switch is a join', 'switch-into-join', ({ from, join }, { byName }) => {
    const found = byName.get(from);
    return (
      found && {
        at: found.nextAt,
        message: `The switch of step ${from} leads straight to the join ${join}, which then could not tell which step its inputs come from.`,
        advice: `Add a step between them for that case, and let it lead to ${join}.`,
      }
    );
  }),
  splitRule(
    'MF1137',
    'a step is reached both inside and outside of a split',
    'mixed-nesting',
    ({ step, ways }, { byName }) => {
      const found = byName.get(step);
      return (
        found && {
          at: found.at,
          message: `Step ${step} is reached ${wayText(ways[0])} and ${wayText(ways[1])}, so it is not clear what it would be a part of.`,
          advice: 'Join every split before its branches meet the steps around it, the innermost split first.',
        }
      );
    },
  ),
  {
    code: 'MF1138',
    summary: 'a join splits again',
    *check({ steps, endpoints }) {
      for (const step of steps) {
        if (!step.takesInputs || step.name === endpoints.end || step.nextReading) continue;
        if (!isSplit(step) && step.next.kind !== 'switch') continue;
        yield {
          at: step.nextAt,
          message: `Step ${step.name} is a join (it takes inputs) and splits again (to ${listed(targetsOf(step.next))}), but a step can do only one of the two.`,
          advice: `Let ${step.name} lead to a new step, and do the ${step.next.kind === 'switch' ? 'switch' : 'split'} there.`,
        };
      }
    },
  },
];

function wayText({ from, open }: Way): string {
  const where = open.length === 0 ? 'outside of any split' : `inside of the split of ${listed(open)}`;
  return `${where} (from ${from})`;
}
