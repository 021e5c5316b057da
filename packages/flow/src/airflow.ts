import { type FlowDecorator, flowDecorator } from './flow-decorator';
import { metaflowAttributes } from './metaflow-attributes';
import { type StepDecorator, stepDecorator, type StepMethod } from './step-decorator';
import { inSeconds, type TimeSpan } from './time-span';

/** How Airflow queues the tasks of a step; of a flow, those of all steps that say nothing else. */
export interface AirflowOptions {
  /** The pool whose slots the tasks take. It must be there: Airflow starts no task of a pool that it does not know. */
  pool?: string;
  /** Slots of the pool that a task takes. Default 1. */
  poolSlots?: number;
  /** The queue of the executor's workers, for executors that have several. */
  queue?: string;
  /** Of tasks that could start, Airflow prefers those with the higher weight, which counts for the tasks before them too. Default 1. */
  priorityWeight?: number;
}

/** Also what is of the whole flow. */
export interface AirflowFlowOptions extends AirflowOptions {
  /** How long a run may take; then Airflow ends it as failed. */
  runTimeout?: TimeSpan;
  /** Runs that may be active at the same time; what the site says when not given. */
  maxActiveRuns?: number;
}

/** Say how Airflow runs a step, or a flow. Elsewhere it has no effect. */
export function airflow(options: AirflowOptions): FlowDecorator & StepDecorator;
export function airflow(options: AirflowFlowOptions): FlowDecorator;
export function airflow({ runTimeout, ...options }: AirflowFlowOptions): FlowDecorator & StepDecorator {
  const attributes = metaflowAttributes({
    ...options,
    ...(runTimeout && { runTimeoutSeconds: inSeconds(runTimeout) }),
  });
  const record = { name: 'airflow', attributes };
  const [ofFlow, ofStep] = [flowDecorator(record), stepDecorator(record)];
  const decorator = (target: unknown, context: ClassDecoratorContext | ClassMethodDecoratorContext): void => {
    if (context.kind === 'class')
      ofFlow(target as Parameters<FlowDecorator>[0], context as Parameters<FlowDecorator>[1]);
    else ofStep(target as StepMethod, context as Parameters<StepDecorator>[1]);
  };
  return decorator as FlowDecorator & StepDecorator;
}
