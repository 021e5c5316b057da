import type { DecoratorIR, FlowIR, StepIR } from '../flow-ir';
import { cardIdPattern, readCard } from '../step-decorators/step-cards';
import type { LintRule } from './lint-rule';
import { unreadable } from './unreadable-decorators';

export const cardRules: readonly LintRule[] = [
  {
    code: 'MF1470',
    summary: '`@card` with an unknown type, or options of a wrong type',
    *check({ ir }) {
      for (const { step, at, reason } of unreadable(ir, 'card', readCard)) {
        yield {
          at,
          message: `The @card of step ${step} cannot be read: ${reason}.`,
          advice: "Write it like @card({ type: 'blank', id: 'report', timeout: 45 }).",
        };
      }
    },
  },
  {
    code: 'MF1471',
    summary: '`id` of `@card` has other characters than letters, digits and `_`',
    severity: 'warning',
    *check({ ir }) {
      for (const { step, decorator, id } of cardsWithId(ir)) {
        if (cardIdPattern.test(id)) continue;
        yield {
          at: decorator.at ?? step.at,
          message: `The card ${JSON.stringify(id)} of step ${step.name} will have no id: it becomes a part of a file's name, and cannot.`,
          advice: 'Use letters, digits and _ only.',
        };
      }
    },
  },
  {
    code: 'MF1472',
    summary: 'two cards of a step have the same id',
    severity: 'warning',
    *check({ ir }) {
      const seen = new Set<string>();
      for (const { step, decorator, id } of cardsWithId(ir)) {
        const key = `${step.name}/${id}`;
        if (seen.has(key)) {
          yield {
            at: decorator.at ?? step.at,
            message: `Step ${step.name} has several cards with the id ${JSON.stringify(id)}, so current.card.get(${JSON.stringify(id)}) finds none of them.`,
            advice: 'Give each an id of its own.',
          };
        }
        seen.add(key);
      }
    },
  },
  {
    code: 'MF1473',
    summary: 'several cards of a step have `customize`',
    severity: 'warning',
    *check({ ir }) {
      for (const step of ir.steps) {
        const customized = step.decorators.filter(
          ({ name, attributes }) => name === 'card' && attributes['customize'] === true,
        );
        for (const { at } of customized.slice(1)) {
          yield {
            at: at ?? step.at,
            message: `Several cards of step ${step.name} have customize, so it does not say which of them current.card.append writes to.`,
            advice: 'Keep it at one of them.',
          };
        }
      }
    },
  },
];

interface CardWithId {
  readonly step: StepIR;
  readonly decorator: DecoratorIR;
  readonly id: string;
}

function cardsWithId(ir: FlowIR): CardWithId[] {
  return ir.steps.flatMap((step) =>
    step.decorators.flatMap((decorator) => {
      const { id } = decorator.attributes;
      return decorator.name === 'card' && typeof id === 'string' ? [{ step, decorator, id }] : [];
    }),
  );
}
