import { closestName, didYouMean } from '../closest-name';
import { targetsOf } from '../graph/graph-step';
import type { LintRule } from './lint-rule';
import { listed } from './wording';

export const transitionRules: readonly LintRule[] = [
  {
    code: 'MF1110',
    summary: 'a step other than the last one has no `this.next(...)`',
    *check({ ir, endpoints }) {
      for (const step of ir.steps) {
        if (step.name === endpoints.end || step.marks?.includes('end')) continue;
        if (step.next.kind !== 'end' || step.nextReading) continue;
        yield {
          at: step.at,
          message: `Step ${step.name} has no this.next(...), so a run would stop there without being complete.`,
          advice: 'Write this.next(this.<step>) as the last statement of the step.',
        };
      }
    },
  },
  {
    code: 'MF1111',
    summary: '`this.next(...)` names a step that does not exist',
    *check({ ir }) {
      const names = new Set(ir.steps.map(({ name }) => name));
      for (const step of ir.steps) {
        for (const target of targetsOf(step.next).filter((name) => !names.has(name))) {
          yield {
            at: step.nextAt,
            message: `Step ${step.name} leads to ${target}, but the flow has no such step.${didYouMean(closestName(target, names))}`,
            advice: `Name one of the flow's steps (${listed([...names], 'or')}), or put @step on the method ${target}.`,
          };
        }
      }
    },
  },
  {
    code: 'MF1112',
    summary: 'a static split names one step twice',
    *check({ ir }) {
      for (const step of ir.steps) {
        if (step.next.kind !== 'split') continue;
        const { to } = step.next;
        const repeated = new Set(to.filter((name, position) => to.indexOf(name) !== position));
        for (const name of repeated) {
          yield {
            at: step.nextAt,
            message: `Step ${step.name} names ${name} more than once, but a static split runs each of its steps once.`,
            advice: `Name ${name} once. To run it several times, put the items into a field and use this.next(this.${name}, { foreach: 'items' }).`,
          };
        }
      }
    },
  },
  {
    code: 'MF1113',
    summary: 'a switch has fewer than two cases',
    *check({ ir }) {
      for (const step of ir.steps) {
        if (step.next.kind !== 'switch' || step.nextReading || step.next.cases.length > 1) continue;
        const [only] = step.next.cases;
        yield {
          at: step.nextAt,
          message: `The switch of step ${step.name} has ${only ? 'one case' : 'no cases'}, so there is nothing to choose from.`,
          advice: only
            ? `Write this.next(this.${only.to}), or add the other cases.`
            : 'Give it a case for each value of the condition.',
        };
      }
    },
  },
];
