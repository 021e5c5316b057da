import type { DecoratorIR, FlowIR } from '../flow-ir';
import { stepsByName } from '../graph/graph-step';
import { parentsOf, topologicalOrder } from '../graph/traversal';
import { fallbackAttempts, stepCatch } from '../step-decorators/step-catch';
import { stepTimeout } from '../step-decorators/step-timeout';
import type { Plan, PlannedStep } from './plan';
import { planRetry } from './plan-retry';
import { planSchedule } from './plan-schedule';
import { UnplannableFlowError } from './unplannable-flow-error';

export interface PlanOptions {
  /** Decorators of `--with`: each goes to every step that does not have one of its name. */
  readonly with?: readonly DecoratorIR[];
  /** Metaflow's `--max-workers` of a scheduler; 100 by default. */
  readonly maxWorkers?: number;
}

/**
 * Lowers a flow that is free of lint errors to what every back end prints. Pure: the same flow and options give the same plan.
 *
 * @throws UnplannableFlowError for a foreach, a switch or a loop, which have no lowering yet; a caller finds them before, with
 *   their positions, through `unsupportedFeatures`. CatchNotPossibleError
 */
export function planFlow(ir: FlowIR, options: PlanOptions = {}): Plan {
  for (const { name, next } of ir.steps) {
    if (next.kind === 'foreach' || next.kind === 'switch') throw new UnplannableFlowError(ir.name, name, next.kind);
  }
  const added = options.with ?? [];
  const byName = stepsByName(ir.steps);
  const parents = parentsOf(ir.steps);
  const splitOf = new Map(
    ir.steps.flatMap(({ name, matchingJoin }) => (matchingJoin === undefined ? [] : [[matchingJoin, name]])),
  );
  const steps = topologicalOrder(ir.steps).flatMap((name): PlannedStep[] => {
    const step = byName.get(name);
    if (step === undefined) return [];
    const joins = splitOf.get(name);
    const retry = planRetry(step.decorators, added);
    const timeout = stepTimeout(step.decorators, added);
    return [
      {
        name,
        at: step.at,
        doc: step.doc,
        upstream: parents.get(name) ?? [],
        ...(joins !== undefined && { joins }),
        retry,
        ...(timeout && { timeoutSeconds: timeout.total }),
        ...(stepCatch(step, added) && { fallbacks: fallbackAttempts(retry.times) }),
      },
    ];
  });
  // Retries are the scheduler's; all else is done by the tasks.
  const told = added.filter(({ name }) => name !== 'retry');
  const schedule = planSchedule(ir.decorators);
  return {
    planVersion: 1,
    flow: ir.name,
    source: ir.at.file,
    doc: ir.doc,
    parameters: ir.parameters,
    ...(schedule !== undefined && { schedule }),
    steps,
    maxWorkers: options.maxWorkers ?? 100,
    ...(told.length > 0 && { with: told }),
  };
}
