import type { Plan, StepRetry, PlannedTask } from '@mf/ir';
import { waitingArguments } from './print-condition';
import { finishArguments } from './print-events';
import {
  type Argument,
  call,
  code,
  type Expression,
  jsonExpression,
  keyword,
  list,
  positional,
  string,
} from './python/expression';
import type { PrintedPods } from './print-kubernetes-pods';
import { queueingArguments } from './print-queueing';
import { retryArguments, sameRetry } from './print-retry';

/**
 * The call that makes the task of a step.
 *
 * @param common the retries that the DAG gives to every task
 * @param pods where tasks are pods
 */
export function taskExpression(
  task: PlannedTask,
  plan: Plan,
  common: StepRetry,
  isItem: boolean,
  pods?: PrintedPods,
): Expression {
  const retry = airflowRetry(task);
  return call('step', [
    positional(string(task.name)),
    ...(isItem ? [positional(code('index')), positional(code('item'))] : []),
    ...ownArguments(task, plan, pods !== undefined),
    ...(task.tells ? [keyword('tells', code(pods ? 'True' : task.tells === 'items' ? 'items' : 'json.loads'))] : []),
    ...waitingArguments(task),
    ...(sameRetry(retry, common) ? [] : retryArguments(retry)),
    ...(pods ? podArguments(task, pods) : timeoutArguments(task)),
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
 * somebody clears the task in Airflow. The first step begins the run: it alone gets the values of the parameters.
 */
function ownArguments(task: PlannedTask, plan: Plan, isPod: boolean): Argument[] {
  const { fallbacks, upstream } = task;
  const lastAttempt = fallbacks === undefined ? 'ti.max_tries' : `ti.max_tries - ${fallbacks}`;
  const [option, value] = ['--max-user-code-retries', `{{ ${lastAttempt} }}`] as const;
  const words = isPod ? list([string(option), string(value)]) : string(` ${option} ${value}`);
  return [
    ...(hasOptions(task) ? [keyword('options', words)] : []),
    ...(upstream.length === 0 && plan.parameters.length > 0 ? [keyword('pre_execute', code('parameters'))] : []),
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

/** A pod that is not that of the others; and how long it may run, so that Kubernetes ends what cannot keep its time itself. */
function podArguments(task: PlannedTask, pods: PrintedPods): Argument[] {
  const { timeoutSeconds } = task;
  const [pod, image] = [pods.pod(task), pods.image(task)];
  return [
    ...(pod ? [keyword('pod', pod)] : []),
    ...(image === undefined ? [] : [keyword('image', string(image))]),
    ...(timeoutSeconds === undefined
      ? []
      : [keyword('active_deadline_seconds', jsonExpression(timeoutSeconds + timeoutMarginSeconds))]),
  ];
}
