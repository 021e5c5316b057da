import { targetsOf } from '../graph/graph-step';
import type { LintedFlow, LintRule } from './lint-rule';
import { listed } from './wording';

export const startAndEndRules: readonly LintRule[] = [
  {
    code: 'MF1041',
    summary: 'several steps are marked as the first, or as the last',
    *check(flow) {
      for (const role of ['start', 'end'] as const) {
        const [first, ...more] = markedAs(role, flow);
        for (const step of more) {
          yield {
            at: step.at,
            message: `Step ${step.name} is marked by @step({ ${role}: true }), but so is ${first?.name ?? ''}, and a flow has one ${place(role)} step.`,
            advice: `Keep ${role}: true on one of them.`,
          };
        }
      }
    },
  },
  {
    code: 'MF1042',
    summary: 'a step is called `start` or `end`, but another one is marked so',
    *check(flow) {
      for (const role of ['start', 'end'] as const) {
        const [marked, ...more] = markedAs(role, flow);
        const named = flow.byName.get(role);
        if (!marked || !named || more.length > 0 || marked.name === role) continue;
        yield {
          at: named.at,
          message: `This step is called ${role}, but ${marked.name} is marked by @step({ ${role}: true }), so it is not clear which of them is the ${place(role)} one.`,
          advice: `Give this step another name, or take ${role}: true from ${marked.name}.`,
        };
      }
    },
  },
  {
    code: 'MF1101',
    summary: 'nothing says which step is the first',
    *check(flow) {
      if (flow.endpoints.start === undefined && markedAs('start', flow).length === 0) {
        yield {
          at: flow.ir.at,
          message: `${flow.ir.name} has no step called start, so nothing says where a run begins.`,
          advice: 'Name the first step start, or mark it: @step({ start: true }).',
        };
      }
    },
  },
  {
    code: 'MF1102',
    summary: 'nothing says which step is the last',
    *check(flow) {
      if (flow.endpoints.end === undefined && markedAs('end', flow).length === 0) {
        yield {
          at: flow.ir.at,
          message: `${flow.ir.name} has no step called end, so nothing says when a run is complete.`,
          advice: 'Name the last step end (it may be empty), or mark it: @step({ end: true }).',
        };
      }
    },
  },
  {
    code: 'MF1103',
    summary: 'a step leads back to the first one',
    *check({ steps, endpoints: { start } }) {
      if (start === undefined) return;
      for (const step of steps.filter(({ next }) => targetsOf(next).includes(start))) {
        yield {
          at: step.nextAt,
          message: `Step ${step.name} leads to ${start}, but a run enters ${start} once, at its beginning.`,
          advice: `Move what is to be repeated into a step after ${start}, and lead there.`,
        };
      }
    },
  },
  {
    code: 'MF1104',
    summary: 'the last step has a `this.next(...)`',
    *check(flow) {
      const end = endOf(flow);
      if (!end || (end.next.kind === 'end' && end.nextReading === undefined)) return;
      const targets = targetsOf(end.next);
      yield {
        at: end.nextAt,
        message: `Step ${end.name} is the last one of a flow, but it leads on${targets.length > 0 ? ` to ${listed(targets)}` : ''}.`,
        advice: `Remove this.next(...) from ${end.name}, or let it lead to another step that is the last one.`,
      };
    },
  },
  {
    code: 'MF1105',
    summary: 'the last step takes `inputs`',
    *check(flow) {
      const end = endOf(flow);
      if (!end?.takesInputs) return;
      yield {
        at: end.at,
        message: `Step ${end.name} takes inputs, which makes it a join, but the last step of a flow cannot be one.`,
        advice: `Add a step before ${end.name} that takes inputs and leads to ${end.name}, and remove the parameter from ${end.name}.`,
      };
    },
  },
];

/** As the source has it: in `steps` the last one leads nowhere. */
function endOf({ ir, endpoints }: LintedFlow) {
  return ir.steps.find(({ name }) => name === endpoints.end);
}

function markedAs(role: 'start' | 'end', { ir }: LintedFlow) {
  return ir.steps.filter(({ marks }) => marks?.includes(role));
}

function place(role: 'start' | 'end'): string {
  return role === 'start' ? 'first' : 'last';
}
