import { methodRecordOf } from './decorator-record';
import { StepPlacementError } from './step-placement-error';
import type { StepDecorator, StepMethod } from './step-decorator';

/** Metaflow's way to say which steps are first and last; here their names say it, and must agree. */
export interface StepOptions {
  start?: boolean;
  end?: boolean;
}

/**
 * Makes a method a step of the flow. Written `@step`, or `@step({ start: true })` as Metaflow allows.
 *
 * @throws StepPlacementError on a static or private method, or when an option contradicts the step's name
 */
export function step<M extends StepMethod>(method: M, context: ClassMethodDecoratorContext<unknown, M>): void;
export function step(options: StepOptions): StepDecorator;
export function step(first: StepMethod | StepOptions, context?: ClassMethodDecoratorContext): StepDecorator | void {
  if (typeof first === 'function') return markStep(context as ClassMethodDecoratorContext, {});
  return (_method, stepContext) => markStep(stepContext, first);
}

function markStep(context: ClassMethodDecoratorContext, options: StepOptions): void {
  const name = String(context.name);
  if (context.static || context.private) {
    throw new StepPlacementError(`${name} is ${context.static ? 'static' : 'private'}, so it cannot be a step`);
  }
  for (const role of ['start', 'end'] as const) {
    if (options[role] && name !== role)
      throw new StepPlacementError(`${name} is marked as the ${role} step, which must be called ${role}`);
  }
  methodRecordOf(context).isStep = true;
}
