import { type BackEnd, backEndTitles, capabilities, type Feature, features } from './capability-table';
import type { Diagnostic } from './diagnostic';
import type { FlowIR, StepIR } from './flow-ir';
import { targetsOf } from './graph/graph-step';
import { reachableFrom } from './graph/traversal';
import type { Position } from './position';

/** One place where a flow uses a feature. */
interface Use {
  /** Begins the sentence that a reason of the table ends. */
  readonly subject: string;
  readonly at: Position;
}

/**
 * What a flow uses that a back end cannot do, by the capability table: one error (MF6001) for each place in the source.
 * Empty when the flow can be compiled for it. The flow must be free of lint errors.
 */
export function unsupportedFeatures(ir: FlowIR, backEnd: BackEnd): Diagnostic[] {
  const support = capabilities[backEnd];
  // Where not even steps in a row can run, to list what else cannot would only hide the reason.
  const asked: readonly Feature[] = support.linear === 'supported' ? features : ['linear'];
  return asked.flatMap((feature) => {
    const answer = support[feature];
    if (answer === 'supported') return [];
    return uses[feature](ir, backEnd).map(({ subject, at }): Diagnostic => ({
      code: 'MF6001',
      severity: 'error',
      message: `${subject} ${answer.reason}.`,
      advice: answer.advice,
      at,
    }));
  });
}

const uses: Readonly<Record<Feature, (ir: FlowIR, backEnd: BackEnd) => Use[]>> = {
  linear: (ir, backEnd) => [{ subject: `Running a flow on ${backEndTitles[backEnd]}`, at: ir.at }],
  'static split': (ir) =>
    ir.steps
      .filter(({ next }) => next.kind === 'split')
      .map((step) => ({ subject: `The split of step ${step.name}`, at: step.nextAt })),
  foreach: (ir) =>
    ir.steps
      .filter(({ next }) => next.kind === 'foreach')
      .map((step) => ({ subject: `The foreach of step ${step.name}`, at: step.nextAt })),
  switch: (ir) =>
    ir.steps
      .filter((step) => step.next.kind === 'switch' && !leadsBack(ir, step))
      .map((step) => ({ subject: `The switch of step ${step.name}`, at: step.nextAt })),
  recursion: (ir) =>
    ir.steps
      .filter((step) => step.next.kind === 'switch' && leadsBack(ir, step))
      .map((step) => ({ subject: `The loop through step ${step.name}`, at: step.nextAt })),
  retry: (ir) => stepDecorators(ir, 'retry'),
  timeout: (ir) => stepDecorators(ir, 'timeout'),
  environment: (ir) => stepDecorators(ir, 'environment'),
  catch: (ir) => stepDecorators(ir, 'catch'),
  card: (ir) => stepDecorators(ir, 'card'),
  resources: (ir) => stepDecorators(ir, 'resources'),
  kubernetes: (ir) => stepDecorators(ir, 'kubernetes'),
  secrets: (ir) => stepDecorators(ir, 'secrets'),
  project: (ir) => flowDecorators(ir, 'project'),
  trigger: (ir) => flowDecorators(ir, 'trigger'),
  'trigger on finish': (ir) => flowDecorators(ir, 'trigger_on_finish', 'triggerOnFinish'),
  'exit hook': (ir) => flowDecorators(ir, 'exit_hook', 'exitHook'),
  schedule: (ir) => flowDecorators(ir, 'schedule'),
  'scheduled with a required parameter': (ir) =>
    schedules(ir).length === 0
      ? []
      : ir.parameters
          .filter((parameter) => parameter.required && parameter.default === undefined && !parameter.computedDefault)
          .map(({ name, at }) => ({ subject: `A schedule together with the required parameter ${name}`, at })),
};

function stepDecorators(ir: FlowIR, decorator: string): Use[] {
  return ir.steps.flatMap((step) =>
    step.decorators
      .filter(({ name }) => name === decorator)
      .map(({ at }) => ({ subject: `The @${decorator} of step ${step.name}`, at: at ?? step.at })),
  );
}

/** @param written as the author spells it */
function flowDecorators(ir: FlowIR, decorator: string, written = decorator): Use[] {
  return ir.decorators
    .filter(({ name }) => name === decorator)
    .map(({ at }) => ({ subject: `The @${written} of the flow`, at: at ?? ir.at }));
}

function schedules(ir: FlowIR) {
  return ir.decorators.filter(({ name }) => name === 'schedule');
}

/** True when a step can be reached from itself. */
function leadsBack(ir: FlowIR, step: StepIR): boolean {
  return targetsOf(step.next).some((target) => reachableFrom(ir.steps, target).has(step.name));
}
