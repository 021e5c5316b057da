import { basename } from 'node:path';
import type { DecoratorIR, FlowIR, Json, JsonObject, StepIR } from '@mf/ir';
import { decoratorDefaults, endpointsOf, graphStructure, repeatableDecorators, targetsOf } from '@mf/ir/graph';

/**
 * The artifact `_graph_info`: a flow's graph in the shape that Metaflow's readers know. They find a task's parents and children
 * by it.
 *
 * @param constantType name of the Python type of a constant
 * @param added decorators of `--with`
 */
export function graphInfo(
  flow: FlowIR,
  constantType: (name: string) => string,
  added: readonly DecoratorIR[] = [],
): { readonly [key: string]: Json } {
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
    steps: Object.fromEntries(flow.steps.map((step) => [step.name, stepInfo(step, added)])),
    graph_structure: graphStructure(flow.steps) as Json,
    doc: flow.doc,
    decorators: decoratorsInfo(flow.decorators),
    extensions: { installed: {} },
  };
}

function stepInfo(step: StepIR, added: readonly DecoratorIR[]): Json {
  const missing = added.filter(
    ({ name }) => repeatableDecorators.has(name) || !step.decorators.some((own) => own.name === name),
  );
  return {
    name: step.name,
    type: step.type,
    line: step.at.line,
    source_file: step.at.file,
    doc: step.doc,
    decorators: [...decoratorsInfo(step.decorators), ...missing.map((one) => decoratorInfo(one, false))],
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

/** In Metaflow's order, which is that of their application: the lowest in the source comes first. */
function decoratorsInfo(decorators: readonly DecoratorIR[]): Json[] {
  return [...decorators].reverse().map((decorator) => decoratorInfo(decorator, true));
}

function decoratorInfo({ name, attributes, userDefined }: DecoratorIR, isStatic: boolean): Json {
  const all: JsonObject = { ...(userDefined ? {} : decoratorDefaults[name]), ...attributes };
  return { name, attributes: plainOldData(all), statically_defined: isStatic, inserted_by: null };
}

/** Metaflow writes Python's `str(None)` for what is not given. */
function plainOldData(value: Json): Json {
  if (value === null) return 'None';
  if (Array.isArray(value)) return (value as readonly Json[]).map(plainOldData);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plainOldData(item)]));
}
