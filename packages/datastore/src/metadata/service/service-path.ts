import { joinNames, type RunPath } from '../../task/task-path';

/** A flow, a run, a step, a task or an artifact of it. */
export interface ServiceObject extends Partial<Omit<RunPath, 'flow'>> {
  readonly flow: string;
  readonly step?: string;
  readonly task?: string;
  readonly artifact?: string;
}

/**
 * The service's path of an object: `/flows/F/runs/1/steps/start/tasks/2`.
 * @param below parts that follow as they are
 * @throws InvalidNameError
 */
export function servicePath({ flow, run, step, task, artifact }: ServiceObject, ...below: readonly string[]): string {
  const named = [
    ['flows', flow],
    ['runs', run],
    ['steps', step],
    ['tasks', task],
    ['artifacts', artifact],
  ] as const;
  const parts = named.flatMap(([kind, name]) =>
    name === undefined ? [] : [kind, encodeURIComponent(joinNames(name))],
  );
  return `/${[...parts, ...below].join('/')}`;
}
