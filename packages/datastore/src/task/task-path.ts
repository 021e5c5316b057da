import { InvalidNameError } from '../storage/errors';

/** A run of a flow. */
export interface RunPath {
  readonly flow: string;
  readonly run: string;
}

/** A step of a run. */
export interface StepPath extends RunPath {
  readonly step: string;
}

/** A task of a step. Ids are text everywhere, also where Metaflow counts (`'1'`, `'airflow-4f2c'`). */
export interface TaskPath extends StepPath {
  readonly task: string;
}

/** `Flow/run/step/task`: Metaflow's name of a task in full, and its path in a datastore. */
export function taskPathspec({ flow, run, step, task }: TaskPath): string {
  return joinNames(flow, run, step, task);
}

/** `Flow/run/step`. */
export function stepPathspec({ flow, run, step }: StepPath): string {
  return joinNames(flow, run, step);
}

/** `Flow/run`. */
export function runPathspec({ flow, run }: RunPath): string {
  return joinNames(flow, run);
}

/**
 * Joins names into a path, each name one component of it.
 * @throws InvalidNameError for a name that would leave its place (`..`, `a/b`) or is empty.
 */
export function joinNames(...names: readonly string[]): string {
  for (const name of names) {
    if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name)) throw new InvalidNameError(name);
  }
  return names.join('/');
}
