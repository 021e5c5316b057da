import type { Plan, StepRetry, PlannedTask } from '@mf/ir';
import type { Deployment } from './deployment';
import { waitingArguments } from './print-condition';
import { finishArguments } from './print-events';
import { parametersVariable } from './print-parameters';
import {
  type Argument,
  call,
  code,
  dict,
  type Expression,
  jsonExpression,
  keyword,
  positional,
  string,
} from './python/expression';
import { queueingArguments } from './print-queueing';
import { retryArguments, sameRetry } from './print-retry';

/** The call that makes the task of a step. `common` are the retries that the DAG gives to every task. */
export function taskExpression(
  task: PlannedTask,
  plan: Plan,
  deployment: Deployment,
  common: StepRetry,
  isItem: boolean,
): Expression {
  const retry = airflowRetry(task);
  return call('step', [
    positional(string(task.name)),
    ...optionsAndEnvironment(task, plan, deployment),
    ...(isItem ? [keyword('index', code('index')), keyword('item', code('item'))] : []),
    ...(task.tells ? [keyword('tells', code(task.tells === 'items' ? 'items' : 'json.loads'))] : []),
    ...waitingArguments(task),
    ...(sameRetry(retry, common) ? [] : retryArguments(retry)),
    ...timeoutArguments(task),
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
export function hasOptions({ loop, fallbacks, upstream }: PlannedTask, { tags }: Deployment): boolean {
  return loop !== undefined || fallbacks !== undefined || (upstream.length === 0 && tags.length > 0);
}

/**
 * The first step begins the run: it alone gets the values of the parameters and the tags. A step with `@catch`, and a loop, are told
 * which attempt is the last of the author's code, by the task's present limit: it grows when somebody clears the task in Airflow.
 */
function optionsAndEnvironment(task: PlannedTask, plan: Plan, deployment: Deployment): Argument[] {
  const isFirst = task.upstream.length === 0;
  const tags = isFirst ? deployment.tags : [];
  const variables = [
    ...(isFirst && plan.parameters.length > 0 ? [parametersVariable] : []),
    ...tags.map((_, index) => [string(`TAG_${index}`), string(`{{ tags[${index}] }}`)] as const),
  ];
  const { fallbacks, loop } = task;
  const lastAttempt = fallbacks === undefined ? 'ti.max_tries' : `ti.max_tries - ${fallbacks}`;
  const options = [
    ...tags.map((_, index) => ` --tag "$TAG_${index}"`),
    ...(fallbacks === undefined && !loop ? [] : [` --max-user-code-retries {{ ${lastAttempt} }}`]),
  ].join('');
  return [
    ...(options === '' ? [] : [keyword('options', string(options))]),
    ...(variables.length === 0 ? [] : [keyword('env', dict(variables))]),
  ];
}

/** How much longer than the task itself Airflow waits: for the task's process to start, to read, and to record what became of it. */
const timeoutMarginSeconds = 300;

/** The task keeps its time itself, and records it when that is over. Airflow's limit is for a task that cannot. */
function timeoutArguments({ timeoutSeconds }: PlannedTask): Argument[] {
  if (timeoutSeconds === undefined) return [];
  const limit = call('timedelta', [keyword('seconds', jsonExpression(timeoutSeconds + timeoutMarginSeconds))]);
  return [keyword('execution_timeout', limit)];
}
