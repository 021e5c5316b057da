import type { DecoratorIR } from '../flow-ir';
import type { Position } from '../position';
import { repeatableDecorators } from '../step-decorators/decorator-defaults';
import type { Finding, LintRule } from './lint-rule';

/** As many as fit into Metaflow's six attempts: the first one, these, and one for `@catch`. */
const mostRetries = 4;

export const decoratorRules: readonly LintRule[] = [
  {
    code: 'MF1401',
    summary: 'a decorator is used twice',
    *check({ ir }) {
      yield* repeated(ir.decorators, `flow ${ir.name}`, ir.at);
      for (const step of ir.steps) yield* repeated(step.decorators, `step ${step.name}`, step.at);
    },
  },
  {
    code: 'MF1402',
    summary: '`@retry` with a number of times that is not 0 to 4',
    *check({ ir }) {
      for (const step of ir.steps) {
        for (const { attributes, at } of step.decorators.filter(({ name }) => name === 'retry')) {
          const { times } = attributes;
          if (
            times === undefined ||
            (Number.isInteger(times) && (times as number) >= 0 && (times as number) <= mostRetries)
          )
            continue;
          yield {
            at: at ?? step.at,
            message: `Step ${step.name} is to be retried ${JSON.stringify(times)} times, but a task has at most ${mostRetries + 1} attempts.`,
            advice: `Use a whole number from 0 (never retry) to ${mostRetries}.`,
          };
        }
      }
    },
  },
  {
    code: 'MF1403',
    summary: '`@retry` with a waiting time that is no number or negative',
    *check({ ir }) {
      for (const step of ir.steps) {
        for (const { attributes, at } of step.decorators.filter(({ name }) => name === 'retry')) {
          const { minutes_between_retries: minutes } = attributes;
          if (minutes === undefined || (typeof minutes === 'number' && minutes >= 0)) continue;
          yield {
            at: at ?? step.at,
            message: `Step ${step.name} is to wait ${JSON.stringify(minutes)} minutes between retries, which is no length of time.`,
            advice: 'Use a number of minutes, 0 or more.',
          };
        }
      }
    },
  },
];

function* repeated(decorators: readonly DecoratorIR[], what: string, where: Position): Iterable<Finding> {
  const seen = new Set<string>();
  for (const { name, at, userDefined } of decorators) {
    // The author's own are around each other, however often they are used.
    if (userDefined) continue;
    if (seen.has(name) && !repeatableDecorators.has(name)) {
      yield {
        at: at ?? where,
        message: `The decorator @${name} is used twice on ${what}, and it would not be clear which one counts.`,
        advice: 'Keep one of them.',
      };
    }
    seen.add(name);
  }
}
