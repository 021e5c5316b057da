import type { DecoratorIR, FlowIR } from '../flow-ir';
import { endpointsOf } from '../graph/endpoints';
import type { KubernetesConfiguration } from '../kubernetes/kubernetes-configuration';
import { taskKubernetes } from '../kubernetes/task-kubernetes';
import type { Project } from '../project/project';
import { startingEvents } from '../starting-events';
import { fallbackAttempts, stepCatch } from '../step-decorators/step-catch';
import { stepRetry } from '../step-decorators/step-retry';
import { stepTimeout } from '../step-decorators/step-timeout';
import { taskResources } from '../step-decorators/task-resources';
import type { Plan, PlannedTask } from './plan';
import { flowAirflow, planSensors, stepQueueing } from './plan-airflow';
import { planExitHooks } from './plan-exit-hooks';
import { planGraph, type PlanNode } from './plan-graph';
import { itemsListOf, planParts } from './plan-parts';
import { planPicture } from './plan-picture';
import { planSchedule } from './plan-schedule';
import { planWaiting, type Waiting } from './plan-waiting';

export interface PlanOptions {
  /** Decorators of `--with`: each goes to every step that does not have one of its name. */
  readonly with?: readonly DecoratorIR[];
  /** Metaflow's `--max-workers` of a scheduler; 100 by default. */
  readonly maxWorkers?: number;
  /** Metaflow's `--workflow-timeout`; comes before that of `@airflow`. */
  readonly runTimeoutSeconds?: number | undefined;
  /** For tasks that run in pods: what `@kubernetes` leaves out. */
  readonly kubernetes?: KubernetesConfiguration | undefined;
  /** Of the deployment, with `@project`. */
  readonly project?: Project | undefined;
}

/**
 * Lowers a flow that is free of lint errors to what every back end prints. Pure: the same flow and options give the same plan.
 *
 * @throws CatchNotPossibleError
 */
export function planFlow(ir: FlowIR, options: PlanOptions = {}): Plan {
  const added = options.with ?? [];
  const graph = planGraph(ir.steps);
  const waiting = planWaiting(ir.steps, graph, (split) => itemsListOf(graph, split));
  const tasks = [...graph.values()].map((node) => planTask(node, waiting(node), added, options.kubernetes));
  // Retries are the scheduler's, but inside of a loop, and so are pods; all else is done by the tasks.
  const told = added.filter(
    ({ name }) => name !== 'kubernetes' && (name !== 'retry' || tasks.some(({ loop }) => loop)),
  );
  const schedule = planSchedule(ir.decorators);
  const last = endpointsOf(ir.steps).end ?? 'end';
  const hooks = planExitHooks(ir, tasks, last);
  return {
    planVersion: 2,
    flow: ir.name,
    source: ir.at.file,
    doc: ir.doc,
    picture: planPicture(ir.steps),
    parameters: ir.parameters,
    ...(schedule !== undefined && { schedule }),
    events: startingEvents(ir, options.project),
    last,
    sensors: planSensors(ir),
    ...flowAirflow(ir),
    ...(options.runTimeoutSeconds !== undefined && { runTimeoutSeconds: options.runTimeoutSeconds }),
    ...(hooks && { exitHooks: hooks }),
    parts: planParts(graph, tasks),
    maxWorkers: options.maxWorkers ?? 100,
    ...(told.length > 0 && { with: told }),
  };
}

/** All tasks of a plan, in its order. */
export function tasksOf({ parts }: Pick<Plan, 'parts'>): readonly PlannedTask[] {
  return parts.flatMap((part) => (part.kind === 'foreach' ? part.tasks : part.kind === 'task' ? [part] : []));
}

/** Whether a plan has tasks for each item of a list. */
export function hasForeach({ parts }: Pick<Plan, 'parts'>): boolean {
  return parts.some(({ kind }) => kind === 'foreach');
}

function planTask(
  node: PlanNode,
  waiting: Waiting,
  added: readonly DecoratorIR[],
  kubernetes: KubernetesConfiguration | undefined,
): PlannedTask {
  const [step] = node.steps as readonly [PlanNode['steps'][number]];
  const retry = node.isLoop ? retryOfLoop(node, added) : stepRetry(step.decorators, added);
  const queueing = stepQueueing(step);
  const timeout = node.isLoop ? undefined : stepTimeout(step.decorators, added);
  const decorators = node.steps.map((one) => one.decorators);
  const resources = taskResources(decorators, added);
  return {
    kind: 'task',
    name: node.name,
    ...(node.isLoop && { loop: node.steps.map(({ name }) => name) }),
    at: step.at,
    doc: step.doc,
    upstream: node.upstream,
    ...waiting,
    ...(node.joins && { joins: node.joins.name }),
    ...(node.goesOn === 'for each item' && { tells: 'items' }),
    ...(node.goesOn === 'to one' && { tells: 'next' }),
    retry,
    ...(queueing && { queueing }),
    ...(Object.keys(resources).length > 0 && { resources }),
    ...(kubernetes && { kubernetes: taskKubernetes(decorators, added, kubernetes) }),
    ...(timeout && { timeoutSeconds: timeout.total }),
    ...(!node.isLoop && stepCatch(step, added) && { fallbacks: fallbackAttempts(retry.times) }),
  };
}

/** To try a loop again repeats all of its steps: so often as the one that may be repeated least. The runner adds what others have more. */
function retryOfLoop({ steps }: PlanNode, added: readonly DecoratorIR[]): PlannedTask['retry'] {
  const retries = steps.map(({ decorators }) => stepRetry(decorators, added));
  return {
    times: Math.min(...retries.map(({ times }) => times)),
    minutesBetween: Math.max(...retries.map(({ minutesBetween }) => minutesBetween)),
  };
}
