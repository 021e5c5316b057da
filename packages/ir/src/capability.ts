import { type BackEnd, backEndTitles, capabilities, type Feature, features } from './capability-table';
import type { Diagnostic } from './diagnostic';
import type { FlowIR, StepIR } from './flow-ir';
import { targetsOf } from './graph/graph-step';
import { reachableFrom } from './graph/traversal';
import type { Position } from './position';
import { startingEvents } from './starting-events';

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
  return features.flatMap((feature) => {
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
  'options of Argo': (ir) =>
    [
      ['trigger', 'trigger'],
      ['trigger_on_finish', 'triggerOnFinish'],
      ['exit_hook', 'exitHook'],
    ].flatMap(([decorator, written]) =>
      ir.decorators
        .filter(({ name, attributes }) => name === decorator && Object.keys(attributes['options'] ?? {}).length > 0)
        .map(({ at }) => ({ subject: `The options of @${written}`, at: at ?? ir.at })),
    ),
  'event that is no asset': (ir) =>
    startingEvents(ir, undefined)
      .filter(({ name }) => !isAssetName(name))
      .map(({ name }) => ({ subject: `The event ${JSON.stringify(name)}`, at: decoratorAt(ir, 'trigger') })),
  'started by itself with a required parameter': (ir) => {
    const required = ir.parameters.filter(
      (parameter) => parameter.required && parameter.default === undefined && !parameter.computedDefault,
    );
    if (ir.decorators.some(({ name }) => name === 'schedule')) {
      return required.map(({ name, at }) => ({
        subject: `A schedule together with the required parameter ${name}`,
        at,
      }));
    }
    const events = startingEvents(ir, undefined);
    if (events.length === 0) return [];
    return required
      .filter(({ name }) => !events.some(({ parameters }) => Object.hasOwn(parameters, name)))
      .map(({ name, at }) => ({ subject: `A trigger that does not set the required parameter ${name}`, at }));
  },
};

/** Whether Airflow 2 and 3 take an event's name for an asset, and leave it as it is. */
function isAssetName(name: string): boolean {
  if (!/^[\x21-\x7e]{1,1500}$/.test(name)) return false;
  const uri = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/.exec(name);
  if (!uri) return true;
  const [, scheme = '', rest = ''] = uri;
  return scheme === scheme.toLowerCase() && scheme !== 'airflow' && rest.includes('/') && !/[?#@]|\/$/.test(rest);
}

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

function decoratorAt(ir: FlowIR, decorator: string): Position {
  return ir.decorators.find(({ name }) => name === decorator)?.at ?? ir.at;
}

/** True when a step can be reached from itself. */
function leadsBack(ir: FlowIR, step: StepIR): boolean {
  return targetsOf(step.next).some((target) => reachableFrom(ir.steps, target).has(step.name));
}
