import { type MetadataEntry, pythonTypeName, type TaskAttempt } from '@mf/datastore';
import type { FlowClass } from '@mf/flow/internal';
import type { DecoratorIR, FlowIR, Json } from '@mf/ir';
import { parseExactJson } from '@mf/ir/exact-json';
import { endpointsOf } from '@mf/ir/graph';
import { DeployTimeValueMissingError } from '../parameters/errors';
import { fileArtifact } from '../parameters/include-files';
import type { ParameterValues } from '../parameters/resolve-parameters';
import { systemRecords } from './begin-metadata';
import { graphInfo } from './graph-info';
import type { TaskContext } from './task-context';

/**
 * Writes the task `_parameters`, which holds what is the same in the whole run: configs, parameters, constants and the graph. All other
 * tasks have them by reference.
 *
 * @param values of all parameters, by name
 * @param added decorators of `--with`
 * @throws DeployTimeValueMissingError, what fileArtifact throws, and UnsupportedValueError for a constant that cannot be stored; the
 *   task is not done then
 */
export async function saveParameters(
  context: TaskContext,
  place: { readonly run: string; readonly task: string },
  values: ParameterValues,
  added: readonly DecoratorIR[],
): Promise<void> {
  const { datastore, metadata, flowClass, ir, systemTags } = context;
  const artifacts = {
    ...configArtifacts(ir),
    ...(await parameterArtifacts(context, values)),
    ...constantArtifacts(flowClass, ir),
  };
  const attempt = await datastore.startAttempt({ ...place, step: '_parameters' }, 0, metadata);
  await saveAll(attempt, { ...artifacts, ...runArtifacts(ir, artifacts, added) });
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
export function graphArtifact(ir: FlowIR, constants: (name: string) => unknown, added: readonly DecoratorIR[]): Json {
  return graphInfo(ir, (name) => /'(.*)'/.exec(pythonTypeName(constants(name)))?.[1] ?? 'object', added);
}

async function saveAll(attempt: TaskAttempt, artifacts: Readonly<Record<string, unknown>>): Promise<void> {
  await Promise.all(Object.entries(artifacts).map(([name, value]) => attempt.save(name, value)));
}

function runArtifacts(
  ir: FlowIR,
  constants: Readonly<Record<string, unknown>>,
  added: readonly DecoratorIR[],
): Record<string, unknown> {
  return {
    name: ir.name,
    _graph_info: graphArtifact(ir, (name) => constants[name], added),
    _foreach_stack: [],
    _transition: null,
    _success: true,
    _task_ok: true,
  };
}

function configArtifacts({ configs = [] }: FlowIR): Record<string, unknown> {
  return Object.fromEntries(configs.map(({ name, json }) => [name, json === null ? null : parseExactJson(json)]));
}

async function parameterArtifacts(
  { ir, includedFiles }: TaskContext,
  values: ParameterValues,
): Promise<Record<string, unknown>> {
  const artifacts = ir.parameters.map(async (parameter) => {
    const value = values[parameter.name];
    if (value === undefined) throw new DeployTimeValueMissingError(parameter.name);
    const isFile = parameter.type === 'file';
    return [parameter.property, isFile ? await fileArtifact(parameter, value, includedFiles, ir.name) : value] as const;
  });
  return Object.fromEntries(await Promise.all(artifacts));
}

function constantArtifacts(flowClass: FlowClass, ir: FlowIR): Record<string, unknown> {
  const fields = new flowClass() as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(ir.constants.map(({ name }) => [name, fields[name]]));
}
