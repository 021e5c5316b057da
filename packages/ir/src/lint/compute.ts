import type { FlowIR } from '../flow-ir';
import type { AttributeCheck } from '../step-decorators/attribute-check';
import { attributeProblems, kubernetesChecks, resourcesChecks } from '../step-decorators/resource-attributes';
import { readTimeout } from '../step-decorators/step-timeout';
import type { Finding, LintRule } from './lint-rule';
import { unreadable } from './unreadable-decorators';
import { camelCase } from './wording';

/** Metaflow gives a pod no less time. */
const leastSeconds = 60;

export const computeRules: readonly LintRule[] = [
  {
    code: 'MF1422',
    summary: '`@resources` with an amount that is none',
    check: ({ ir }) =>
      wrongAttributes(ir, 'resources', resourcesChecks, '@resources({ cpu: 2, memory: 8192 }): sizes are megabytes'),
  },
  {
    code: 'MF1423',
    summary: '`@kubernetes` with an attribute that Kubernetes or Metaflow would refuse',
    check: ({ ir }) =>
      wrongAttributes(ir, 'kubernetes', kubernetesChecks, "@kubernetes({ cpu: 2, memory: 8192, image: 'node:22' })"),
  },
  {
    code: 'MF1424',
    summary: '`@kubernetes` together with a `@timeout` of less than a minute',
    *check({ ir }) {
      const wrong = new Set(unreadable(ir, 'timeout', readTimeout).map(({ step }) => step));
      for (const { name, at, decorators } of ir.steps) {
        const timeout = decorators.find((one) => one.name === 'timeout' && Object.keys(one.attributes).length > 0);
        if (!timeout || wrong.has(name) || !decorators.some((one) => one.name === 'kubernetes')) continue;
        const { total } = readTimeout(timeout);
        if (total >= leastSeconds) continue;
        yield {
          at: timeout.at ?? at,
          message: `Step ${name} is for Kubernetes, where a pod has at least ${leastSeconds} seconds, but its @timeout is ${total}.`,
          advice: `Use @timeout({ minutes: 1 }) or more.`,
        };
      }
    },
  },
];

function* wrongAttributes(
  ir: FlowIR,
  name: string,
  checks: Readonly<Record<string, AttributeCheck>>,
  example: string,
): Iterable<Finding> {
  for (const step of ir.steps) {
    for (const decorator of step.decorators.filter((one) => one.name === name)) {
      for (const problem of attributeProblems(decorator, checks, camelCase)) {
        yield {
          at: decorator.at ?? step.at,
          message: `The @${name} of step ${step.name} cannot be used: ${problem}.`,
          advice: `Write it like ${example}.`,
        };
      }
    }
  }
}
