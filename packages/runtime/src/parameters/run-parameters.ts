import { resolve } from 'node:path';
import { computedDefaults, type ComputedDefaultsRequest } from './computed-defaults';
import { convertDefault } from './convert-value';
import { type FilesToStore, readFiles } from './include-files';
import { parameterVariable, type ParameterValues, resolveParameters } from './resolve-parameters';

/** What decides about the parameters of a run. */
export interface RunParametersRequest extends Omit<ComputedDefaultsRequest, 'names'> {
  /** As they were given on the command line, by parameter name. */
  readonly given: Readonly<Record<string, string>>;
  /** Folder of the flow's file: default paths start there. */
  readonly flowFolder: string;
}

/**
 * Everything about the parameters of a run, before anything of it is written: values from the command line, else the environment, else
 * by default, and the files that some of them take in.
 *
 * @throws what resolveParameters, computedDefaults and readFiles throw
 */
export async function runParameters(
  request: RunParametersRequest,
): Promise<{ readonly values: ParameterValues; readonly files: FilesToStore }> {
  const { ir, given, flowFolder, cwd = process.cwd(), env = process.env } = request;
  const known = resolveParameters(ir, given, env);
  const names = ir.parameters.flatMap(({ name }) => (name in known ? [] : [name]));
  const computed = await computedDefaults({ ...request, names });
  const values = { ...known };
  for (const parameter of ir.parameters) {
    const value = computed[parameter.name];
    if (value !== undefined) values[parameter.name] = convertDefault(parameter, value);
  }
  const isGiven = (name: string): boolean => name in given || env[parameterVariable(name)] !== undefined;
  const files = await readFiles(ir, values, (name) => (isGiven(name) ? cwd : resolve(cwd, flowFolder)));
  return { values, files };
}
