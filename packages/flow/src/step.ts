import { methodRecordOf } from './decorator-record';
import { StepPlacementError } from './step-placement-error';
import type { StepDecorator, StepMethod } from './step-decorator';

/** Which steps are first and last where their names do not say it. Written out: the graph is read without running the code. */
export interface StepOptions {
  /** A run begins with this step, whatever its name. Without any such mark it is the step called `start`. */
  start?: boolean;
  /** A run is complete after this step, whatever its name. Without any such mark it is the step called `end`. */
  end?: boolean;
}

/**
 * Makes a method a step of the flow. Written `@step`, or `@step({ start: true })` as Metaflow allows.
 *
 * @throws StepPlacementError on a static or private method
 */
export function step<M extends StepMethod>(method: M, context: ClassMethodDecoratorContext<unknown, M>): void;
export function step(options: StepOptions): StepDecorator;
export function step(first: StepMethod | StepOptions, context?: ClassMethodDecoratorContext): StepDecorator | void {
  if (typeof first === 'function') return markStep(context as ClassMethodDecoratorContext);
  return (_method, stepContext) => markStep(stepContext);
}

function markStep(context: ClassMethodDecoratorContext): void {
  const name = String(context.name);
  if (context.static || context.private) {
    throw new StepPlacementError(`${name} is ${context.static ? 'static' : 'private'}, so it cannot be a step`);
  }
  methodRecordOf(context).isStep = true;
}
