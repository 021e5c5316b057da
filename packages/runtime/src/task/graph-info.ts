import { basename } from 'node:path';
import type { DecoratorIR, FlowIR, Json, StepIR } from '@mf/ir';
import { endpointsOf, graphStructure, targetsOf } from '@mf/ir/graph';

/**
 * The artifact `_graph_info`: a flow's graph in the shape that Metaflow's readers know. They find a task's parents and children
 * by it.
 *
 * @param constantType name of the Python type of a constant
 */
export function graphInfo(flow: FlowIR, constantType: (name: string) => string): { readonly [key: string]: Json } {
  const { start, end } = endpointsOf(flow.steps);
  return {
    file: basename(flow.at.file),
    start_step: start ?? null,
    end_step: end ?? null,
    parameters: [
      ...(flow.configs ?? []).map(({ name }) => ({ name, type: 'Config' })),
      ...flow.parameters.map(({ property, type }) => ({
        name: property,
        type: type === 'file' ? 'IncludeFile' : 'Parameter',
      })),
    ],
    constants: flow.constants.map(({ name }) => ({ name, type: constantType(name) })),
    steps: Object.fromEntries(flow.steps.map((step) => [step.name, stepInfo(step)])),
    graph_structure: graphStructure(flow.steps) as Json,
    doc: flow.doc,
    decorators: flow.decorators.map(decoratorInfo),
    extensions: { installed: {} },
  };
}

function stepInfo(step: StepIR): Json {
  return {
    name: step.name,
    type: step.type,
    line: step.at.line,
    source_file: step.at.file,
    doc: step.doc,
    decorators: step.decorators.map(decoratorInfo),
    next: targetsOf(step.next),
    node_info: {},
    ...(step.next.kind === 'foreach' && { foreach_artifact: step.next.over }),
    ...(step.next.kind === 'switch' && {
      condition: step.next.condition,
      switch_cases: Object.fromEntries(step.next.cases.map(({ value, to }) => [value, to])),
    }),
    ...(step.matchingJoin !== undefined && { matching_join: step.matchingJoin }),
  };
}

function decoratorInfo({ name, attributes, at }: DecoratorIR): Json {
  return { name, attributes, statically_defined: at !== undefined, inserted_by: null };
}
