import { joinNames, type RunPath, type StepPath, type TaskPath } from '../../task/task-path';

/**
 * The service's path of a flow: `/flows/F`.
 * @param below parts that follow as they are; so for the others
 * @throws InvalidNameError; so do the others
 */
export function flowUrl(flow: string, ...below: readonly string[]): string {
  return ['', 'flows', part(flow), ...below].join('/');
}

/** `/flows/F/runs/1` */
export function runUrl({ flow, run }: RunPath, ...below: readonly string[]): string {
  return flowUrl(flow, 'runs', part(run), ...below);
}

/** `/flows/F/runs/1/steps/start` */
export function stepUrl({ flow, run, step }: StepPath, ...below: readonly string[]): string {
  return runUrl({ flow, run }, 'steps', part(step), ...below);
}

/** `/flows/F/runs/1/steps/start/tasks/2` */
export function taskUrl({ flow, run, step, task }: TaskPath, ...below: readonly string[]): string {
  return stepUrl({ flow, run, step }, 'tasks', part(task), ...below);
}

/** A name as a part of a path. */
export function part(name: string): string {
  return encodeURIComponent(joinNames(name));
}
