import { closestName, didYouMean } from '../closest-name';
import type { UnknownOptions } from '../flow-description';
import type { DecoratorIR } from '../flow-ir';
import type { Position } from '../position';
import type { Finding, LintRule } from './lint-rule';
import { camelCase, listed } from './wording';

export const unknownConfigOptionRules: readonly LintRule[] = [
  {
    code: 'MF1326',
    summary: 'a config has an option that there is not',
    *check({ ir }) {
      for (const { name, unknownOptions } of ir.configs ?? []) {
        const field = ir.fields.find((one) => one.name === name);
        yield* unknownOptionFindings(`Config ${name}`, unknownOptions, field?.at ?? ir.at);
      }
    },
  },
];

export const unknownDecoratorOptionRules: readonly LintRule[] = [
  {
    code: 'MF1408',
    summary: 'a decorator has an option that there is not',
    *check({ ir }) {
      yield* ofDecorators(ir.decorators, `flow ${ir.name}`, ir.at);
      for (const step of ir.steps) yield* ofDecorators(step.decorators, `step ${step.name}`, step.at);
    },
  },
];

function* ofDecorators(decorators: readonly DecoratorIR[], what: string, where: Position): Iterable<Finding> {
  for (const { name, unknownOptions, at } of decorators) {
    yield* unknownOptionFindings(
      `The @${name === 'catch' ? 'catchError' : camelCase(name)} of ${what}`,
      unknownOptions,
      at ?? where,
    );
  }
}

/** @param what begins the sentence */
export function* unknownOptionFindings(
  what: string,
  unknown: UnknownOptions | undefined,
  at: Position,
): Iterable<Finding> {
  if (!unknown) return;
  const { given, known } = unknown;
  for (const name of given) {
    yield {
      at,
      message: `${what} has the option ${name}, which there is not.${didYouMean(closestName(name, known))}`,
      advice: `Use ${listed(known, 'or')}, or leave it out.`,
    };
  }
}
