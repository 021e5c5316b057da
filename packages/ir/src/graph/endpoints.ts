import type { GraphStep } from './graph-step';

/** Where a run begins and where it is complete; undefined where nothing says so, or more than one step does. */
export interface Endpoints {
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/**
 * The first and the last step of a flow, by Metaflow's rules: those marked by `@step({ start: true })` and `@step({ end: true })`, else
 * those called `start` and `end`. A step that is the only one of its flow is both.
 */
export function endpointsOf(steps: readonly Pick<GraphStep, 'name' | 'marks'>[]): Endpoints {
  const [only] = steps;
  if (only && steps.length === 1) return { start: only.name, end: only.name };
  const find = (role: 'start' | 'end'): string | undefined => {
    const marked = steps.filter(({ marks }) => marks?.includes(role));
    if (marked.length > 0) return marked.length === 1 ? marked[0]?.name : undefined;
    return steps.some(({ name }) => name === role) ? role : undefined;
  };
  return { start: find('start'), end: find('end') };
}
