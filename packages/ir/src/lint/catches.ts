import { closestName, didYouMean } from '../closest-name';
import { readCatch } from '../step-decorators/step-catch';
import type { LintRule } from './lint-rule';
import { unreadable } from './unreadable-decorators';

export const catchRules: readonly LintRule[] = [
  {
    code: 'MF1406',
    summary: '`@catchError` on a step that ends with a foreach or a switch',
    *check({ ir }) {
      for (const { name, next, at, decorators } of ir.steps) {
        const decorator = decorators.find((one) => one.name === 'catch');
        if (!decorator || (next.kind !== 'foreach' && next.kind !== 'switch')) continue;
        yield {
          at: decorator.at ?? at,
          message: `Step ${name} ends with a ${next.kind}, so nobody could say how it goes on after a failure: it cannot have @catchError.`,
          advice: 'Do the work that may fail in a step before, with @catchError there.',
        };
      }
    },
  },
  {
    code: 'MF1407',
    summary: '`var` of `@catchError` is not a declared artifact, or its options are of a wrong type',
    *check({ ir }) {
      for (const { step, at, reason } of unreadable(ir, 'catch', readCatch)) {
        yield {
          at,
          message: `The @catchError of step ${step} cannot be read: ${reason}.`,
          advice: "Write it like @catchError({ var: 'failure', printException: false }).",
        };
      }
      const artifacts = ir.fields.filter(({ kind }) => kind === 'artifact').map(({ name }) => name);
      for (const step of ir.steps) {
        for (const { name, attributes, at } of step.decorators) {
          const { var: variable } = attributes;
          if (name !== 'catch' || typeof variable !== 'string' || artifacts.includes(variable)) continue;
          yield {
            at: at ?? step.at,
            message: `The @catchError of step ${step.name} stores the failure in ${variable}, which is no declared artifact.${didYouMean(closestName(variable, artifacts))}`,
            advice: `Declare it in the class (${variable}!: CaughtError | null;).`,
          };
        }
      }
    },
  },
];
