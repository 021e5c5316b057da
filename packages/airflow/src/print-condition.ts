import type { Arrival, PlannedCondition, PlannedTask } from '@mf/ir';
import { type Argument, code, dict, type Expression, keyword, list, string, tuple } from './python/expression';

const triggerRules = {
  'success of all': undefined,
  'no failure': 'none_failed',
  'end of all': 'all_done',
} as const satisfies Record<PlannedTask['waitsFor'], string | undefined>;

/**
 * When a task runs, as Airflow has it: a trigger rule for the states of what comes before it, and a hook for everything else.
 * Hooks and not branch operators: those skip nothing inside of a mapped task group (Airflow 3), and cost a task each.
 */
export function waitingArguments({ waitsFor, condition }: PlannedTask): Argument[] {
  const rule = triggerRules[waitsFor];
  return [
    ...(rule === undefined ? [] : [keyword('trigger_rule', string(rule))]),
    ...(condition ? [keyword('when', tuple(conditionExpressions(condition)))] : []),
  ];
}

/** The function that checks a condition, and what it is told. */
function conditionExpressions(condition: PlannedCondition): Expression[] {
  switch (condition.kind) {
    case 'chosen':
      return [
        code('chosen'),
        ...condition.ways.map((way) =>
          dict(way.map((choice) => [string(choice.switch), list(choice.tasks.map(string))])),
        ),
      ];
    case 'arrived':
      return [
        code('arrived'),
        ...condition.branches.map((branch) => dict(branch.map((end) => arrivalEntry(end, condition.at)))),
      ];
    case 'joined':
      return [code('joined'), ...[condition.split, condition.items, ...condition.ends].map(string)];
  }
}

/** A switch counts only where it has chosen the task that waits. */
function arrivalEntry({ task, chooses }: Arrival, waiting: string): readonly [Expression, Expression] {
  return [string(task), chooses ? string(waiting) : code('None')];
}
