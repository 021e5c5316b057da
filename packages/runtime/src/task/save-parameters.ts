import { type MetadataEntry, pythonTypeName, type TaskAttempt } from '@mf/datastore';
import type { FlowClass } from '@mf/flow/internal';
import type { FlowIR, Json, ParameterIR } from '@mf/ir';
import { endpointsOf } from '@mf/ir/graph';
import { DeployTimeValueMissingError } from '../parameters/errors';
import type { ParameterValues } from '../parameters/resolve-parameters';
import { systemRecords } from './begin-metadata';
import { graphInfo } from './graph-info';
import type { TaskContext } from './run-task';

/**
 * Writes the task `_parameters`, which holds what is the same in the whole run: parameters, constants and the graph. All other
 * tasks have them by reference.
 *
 * @param values of all parameters, by name
 * @throws DeployTimeValueMissingError, and UnsupportedValueError for a constant that cannot be stored; the task is not done then
 */
export async function saveParameters(
  { datastore, metadata, flowClass, ir, systemTags }: TaskContext,
  place: { readonly run: string; readonly task: string },
  values: ParameterValues,
): Promise<void> {
  const artifacts = { ...parameterArtifacts(ir.parameters, values), ...constantArtifacts(flowClass, ir) };
  const attempt = await datastore.startAttempt({ ...place, step: '_parameters' }, 0, metadata);
  await saveAll(attempt, { ...artifacts, ...runArtifacts(ir, artifacts) });
  await metadata.addMetadata(attempt.path, [
    ...systemRecords(systemTags, ir.at.file).map(([field, value]) => ({ field, value, attempt: 0 })),
    ...endpointRecords(ir),
  ]);
  await attempt.done();
}

/** Which steps are the first and the last: Metaflow's client finds the results of a run by them. */
export function endpointRecords({ steps }: FlowIR): MetadataEntry[] {
  const { start = 'start', end = 'end' } = endpointsOf(steps);
  return [
    { field: 'start_step', value: start, type: 'graph_structure' },
    { field: 'end_step', value: end, type: 'graph_structure' },
  ];
}

/** The graph as an artifact, with the types of the constants. */
export function graphArtifact(ir: FlowIR, constants: (name: string) => unknown): Json {
  return graphInfo(ir, (name) => /'(.*)'/.exec(pythonTypeName(constants(name)))?.[1] ?? 'object');
}

async function saveAll(attempt: TaskAttempt, artifacts: Readonly<Record<string, unknown>>): Promise<void> {
  await Promise.all(Object.entries(artifacts).map(([name, value]) => attempt.save(name, value)));
}

function runArtifacts(ir: FlowIR, constants: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    name: ir.name,
    _graph_info: graphArtifact(ir, (name) => constants[name]),
    _foreach_stack: [],
    _transition: null,
    _success: true,
    _task_ok: true,
  };
}

function parameterArtifacts(parameters: readonly ParameterIR[], values: ParameterValues): Record<string, unknown> {
  return Object.fromEntries(
    parameters.map((parameter) => {
      const value = values[parameter.name];
      if (value === undefined) throw new DeployTimeValueMissingError(parameter.name);
      return [parameter.property, asStored(parameter, value)];
    }),
  );
}

/** A float without a fraction is a float for Python too: the codec writes boxed numbers as such. */
function asStored({ type }: ParameterIR, value: Json): unknown {
  return type === 'float' && Number.isInteger(value) ? new Number(value) : value;
}

function constantArtifacts(flowClass: FlowClass, ir: FlowIR): Record<string, unknown> {
  const fields = new flowClass() as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(ir.constants.map(({ name }) => [name, fields[name]]));
}
