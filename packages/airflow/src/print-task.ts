import type { Plan, StepRetry, PlannedTask } from '@mf/ir';
import type { ContainerOperator } from './container-operator';
import { waitingArguments } from './print-condition';
import { finishArguments } from './print-events';
import { type Argument, call, code, type Expression, keyword, list, positional, string } from './python/expression';
import { arePassedInPieces } from './print-parameters';
import { queueingArguments } from './print-queueing';
import { retryArguments, sameRetry } from './print-retry';
import { timeoutArguments } from './print-timeout';

/**
 * The call that makes the task of a step.
 *
 * @param common the retries that the DAG gives to every task
 * @param containers where tasks are containers
 */
export function taskExpression(
  task: PlannedTask,
  plan: Plan,
  common: StepRetry,
  isItem: boolean,
  containers?: ContainerOperator,
): Expression {
  const retry = airflowRetry(task);
  return call('step', [
    positional(string(task.name)),
    ...(isItem ? [positional(code('item'))] : []),
    ...ownArguments(task, plan, containers !== undefined),
    ...(task.tells ? [keyword('tells', code('True'))] : []),
    ...waitingArguments(task),
    ...(sameRetry(retry, common) ? [] : retryArguments(retry)),
    ...(containers ? containers.taskArguments(task) : timeoutArguments(task)),
    ...queueingArguments(task.queueing),
    ...(task.name === plan.last ? finishArguments : []),
    ...(task.doc === '' ? [] : [keyword('doc_md', string(task.doc))]),
  ]);
}

/** Airflow counts the attempts that `@catch` adds like any other. */
export function airflowRetry({ retry, fallbacks = 0 }: PlannedTask): StepRetry {
  return { ...retry, times: retry.times + fallbacks };
}

/** Whether a task's command has words besides the common ones. */
export function hasOptions({ loop, fallbacks }: PlannedTask): boolean {
  return loop !== undefined || fallbacks !== undefined;
}

/**
 * A step with `@catch`, and a loop, are told which attempt is the last of the author's code, by the task's present limit: it grows when
 * somebody clears the task in Airflow. The first step begins the run: it alone gets the values of parameters that no template passes.
 */
function ownArguments(task: PlannedTask, plan: Plan, isContainer: boolean): Argument[] {
  const { fallbacks, upstream } = task;
  const lastAttempt = fallbacks === undefined ? 'ti.max_tries' : `ti.max_tries - ${fallbacks}`;
  const [option, value] = ['--max-user-code-retries', `{{ ${lastAttempt} }}`] as const;
  const words = isContainer ? list([string(option), string(value)]) : string(` ${option} ${value}`);
  return [
    ...(hasOptions(task) ? [keyword('options', words)] : []),
    ...(upstream.length === 0 && arePassedInPieces(plan, isContainer)
      ? [keyword('pre_execute', code('parameters'))]
      : []),
  ];
}
