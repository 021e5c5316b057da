import type { Finding, LintedFlow, LintRule } from '../lint-rule';
import type { ArtifactProblem } from './artifact-problem';

type Problem<Kind extends ArtifactProblem['kind']> = Extract<ArtifactProblem, { kind: Kind }>;

/** A rule that puts one kind of problem with artifacts into words. */
export function artifactRule<Kind extends ArtifactProblem['kind']>(
  rule: Omit<LintRule, 'check'>,
  kind: Kind,
  describe: (problem: Problem<Kind>, flow: LintedFlow) => Omit<Finding, 'at'>,
): LintRule {
  return {
    ...rule,
    *check(flow) {
      for (const problem of flow.artifactProblems) {
        if (problem.kind === kind) yield { at: problem.at, ...describe(problem as Problem<Kind>, flow) };
      }
    },
  };
}
