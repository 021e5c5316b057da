import { projectNameProblem } from '../project/project';
import type { Finding, LintRule } from './lint-rule';

export const projectRules: readonly LintRule[] = [
  {
    code: 'MF1420',
    summary: '`@project` with a name or a branch that cannot be one',
    *check({ ir }) {
      for (const { name, attributes, at = ir.at } of ir.decorators) {
        // Without attributes the flow could not be loaded.
        if (name !== 'project' || Object.keys(attributes).length === 0) continue;
        const reasons = [
          ['name', nameProblem(attributes['name'] ?? '')],
          ['branch', attributes['branch'] == null ? undefined : nameProblem(attributes['branch'])],
          [
            'production',
            typeof (attributes['production'] ?? false) === 'boolean' ? undefined : 'it is not true or false',
          ],
        ] as const;
        for (const [attribute, reason] of reasons) {
          if (reason === undefined) continue;
          yield {
            at,
            message: `The ${attribute} ${JSON.stringify(attributes[attribute] ?? null)} of @project cannot be used: ${reason}.`,
            advice: "Write it like @project({ name: 'fraud_detection' }).",
          } satisfies Finding;
        }
      }
    },
  },
  {
    code: 'MF1421',
    summary: 'a parameter with the name of an option that `@project` adds',
    *check({ ir }) {
      if (!ir.decorators.some(({ name }) => name === 'project')) return;
      for (const { name, at } of ir.parameters) {
        if (name !== 'branch' && name !== 'production') continue;
        yield {
          at,
          message: `The parameter ${name} is called like the option --${name}, which @project adds to the flow.`,
          advice: `Give it another name outside of the code: parameter({ name: 'model-${name}' }).`,
        };
      }
    },
  },
];

function nameProblem(value: unknown): string | undefined {
  return typeof value === 'string' ? projectNameProblem(value) : 'it is no text';
}
