import { targetsOf } from '../graph/graph-step';
import type { LintRule } from './lint-rule';
import { listed } from './wording';

export const startAndEndRules: readonly LintRule[] = [
  {
    code: 'MF1101',
    summary: 'the flow has no step `start`',
    *check({ ir, byName }) {
      if (byName.has('start')) return;
      yield {
        at: ir.at,
        message: `${ir.name} has no step called start, so nothing says where a run begins.`,
        advice: 'Name the first step start, and put @step on it.',
      };
    },
  },
  {
    code: 'MF1102',
    summary: 'the flow has no step `end`',
    *check({ ir, byName }) {
      if (byName.has('end')) return;
      yield {
        at: ir.at,
        message: `${ir.name} has no step called end, so nothing says when a run is complete.`,
        advice: 'Name the last step end, and put @step on it; it may be empty.',
      };
    },
  },
  {
    code: 'MF1103',
    summary: 'a step leads back to `start`',
    *check({ steps }) {
      for (const step of steps.filter(({ next }) => targetsOf(next).includes('start'))) {
        yield {
          at: step.nextAt,
          message: `Step ${step.name} leads to start, but a run enters start once, at its beginning.`,
          advice: 'Move what is to be repeated into a step after start, and lead there.',
        };
      }
    },
  },
  {
    code: 'MF1104',
    summary: '`end` has a `this.next(...)`',
    *check({ ir }) {
      const end = ir.steps.find(({ name }) => name === 'end');
      if (!end || (end.next.kind === 'end' && end.nextReading === undefined)) return;
      const targets = targetsOf(end.next);
      yield {
        at: end.nextAt,
        message: `Step end is the last one of a flow, but it leads on${targets.length > 0 ? ` to ${listed(targets)}` : ''}.`,
        advice: 'Remove this.next(...) from end, or give this step another name and let it lead to end.',
      };
    },
  },
  {
    code: 'MF1105',
    summary: '`end` takes `inputs`',
    *check({ byName }) {
      const end = byName.get('end');
      if (!end?.takesInputs) return;
      yield {
        at: end.at,
        message: 'Step end takes inputs, which makes it a join, but the last step of a flow cannot be one.',
        advice: 'Add a step before end that takes inputs and leads to end, and remove the parameter from end.',
      };
    },
  },
];
