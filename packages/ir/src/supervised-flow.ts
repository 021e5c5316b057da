import type { DecoratorIR, FlowIR } from './flow-ir';

/** Decorators that say how often a task is tried, and where its run belongs. */
const kept: readonly string[] = ['retry', 'catch', 'project'];

/**
 * As much of a flow as who starts its tasks for an external scheduler has to know: its graph, and the decorators that concern him. It stands in a
 * file that is deployed, so it has nothing of values that may be secret: no parameters, and no `@environment`.
 *
 * @returns undefined for a flow with `@environment`, whose variables are known by loading the flow only
 */
export function supervisedFlow({ irVersion, name, at, steps, decorators }: FlowIR): FlowIR | undefined {
  if (steps.some((step) => step.decorators.some((decorator) => decorator.name === 'environment'))) return undefined;
  const concerning = (all: readonly DecoratorIR[]) => all.filter((decorator) => kept.includes(decorator.name));
  return {
    ...{ irVersion, name, at, doc: '', parameters: [], fields: [], constants: [] },
    steps: steps.map((step) => ({ ...step, doc: '', decorators: concerning(step.decorators) })),
    decorators: concerning(decorators),
  };
}
