import type { DecoratorDescription, FlowDescription } from './flow-description';
import type { DecoratorIR, FlowIR, StepIR } from './flow-ir';
import type { DecoratorSyntax, FlowSyntax, StepSyntax } from './flow-syntax';
import { type Endpoints, endpointsOf } from './graph/endpoints';
import { readSplits } from './graph/split-structure';
import type { Position } from './position';
import { stepType } from './step-type';

/**
 * Puts what syntax says and what loading the flow said together. Works on a flow with errors, so that lint can run on the result.
 *
 * @param description undefined when the flow could not be loaded: there are no parameters then, and decorators have no attributes
 */
export function assembleFlowIR(syntax: FlowSyntax, description: FlowDescription | undefined): FlowIR {
  const fieldAt = new Map(syntax.fields.map(({ name, at }) => [name, at]));
  const { matchingJoin } = readSplits(syntax.steps);
  const endpoints = endpointsOf(syntax.steps);
  return {
    irVersion: 1,
    name: syntax.name,
    at: syntax.at,
    doc: syntax.doc,
    steps: syntax.steps.map((step) =>
      assembleStep(step, endpoints, description?.steps[step.name], matchingJoin.get(step.name)),
    ),
    parameters: (description?.parameters ?? []).map((parameter) => ({
      ...parameter,
      at: fieldAt.get(parameter.property) ?? syntax.at,
    })),
    fields: syntax.fields,
    constants: constantNames(syntax, description).map((name) => ({ name, at: fieldAt.get(name) ?? syntax.at })),
    decorators: assembleDecorators(syntax.decorators, description?.decorators, syntax.at),
    ...(description?.configs && { configs: description.configs }),
  };
}

function assembleStep(
  step: StepSyntax,
  endpoints: Endpoints,
  described: readonly DecoratorDescription[] | undefined,
  matchingJoin: string | undefined,
): StepIR {
  return {
    name: step.name,
    at: step.at,
    doc: step.doc,
    type: stepType(step, endpoints),
    next: step.next,
    nextAt: step.nextAt,
    ...(step.nextReading && { nextReading: step.nextReading }),
    ...(step.marks && { marks: step.marks }),
    takesInputs: step.takesInputs,
    decorators: assembleDecorators(step.decorators, described, step.at),
    ...(matchingJoin !== undefined && { matchingJoin }),
  };
}

function constantNames(syntax: FlowSyntax, description: FlowDescription | undefined): readonly string[] {
  return description?.constants ?? syntax.fields.filter(({ kind }) => kind === 'constant').map(({ name }) => name);
}

/**
 * The decorators as written, with the attributes of the described one of that name, the first with the first. Described ones that are
 * not written (a decorator of the author's own may apply ours) follow, and stand where the decorated thing does.
 */
function assembleDecorators(
  written: readonly DecoratorSyntax[],
  described: readonly DecoratorDescription[] | undefined,
  at: Position,
): readonly DecoratorIR[] {
  const left = [...(described ?? [])];
  const take = (name: string): DecoratorDescription | undefined => {
    const index = left.findIndex((decorator) => decorator.name === name);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const fromSource = written.map((decorator) => {
    const { attributes = {}, unknownOptions } = take(decorator.name) ?? {};
    return { name: decorator.name, attributes, ...(unknownOptions && { unknownOptions }), at: decorator.at };
  });
  return [...fromSource, ...left.map((decorator) => ({ ...decorator, at }))];
}
