import type { Storage } from '@mf/datastore';
import type { Json, ParameterIR } from '@mf/ir';
import { formatExactJson } from '@mf/ir/exact-json';
import { computedDefaults, type ComputedDefaultsRequest } from './computed-defaults';
import { includedFileDescriptor, readFiles, storeFiles } from './include-files';

export interface DeployTimeDefaultsRequest extends Omit<ComputedDefaultsRequest, 'names' | 'dsType'> {
  /** Folder of the flow's file: default paths start there. */
  readonly flowFolder: string;
  /** Where the runs of the deployment will keep their data. */
  readonly place: { readonly storage: Storage; readonly includedFiles: Storage };
}

/** Whether a default is decided when the flow is deployed: it is computed, or the content of a file. */
export function isDeployTime({ type, computedDefault, default: value }: ParameterIR): boolean {
  return computedDefault || (type === 'file' && typeof value === 'string');
}

/**
 * The defaults that are decided when a flow is deployed, by parameter name, in the form of a default in the IR. Default files are stored
 * in the datastore; what is given for them is JSON text that says which it is, the same on every machine.
 *
 * @throws what computedDefaults and readFiles throw; what the storage throws
 */
export async function deployTimeDefaults(request: DeployTimeDefaultsRequest): Promise<Record<string, Json>> {
  const { ir, place, flowFolder } = request;
  const computed = await computedDefaults({ ...request, dsType: place.storage.type });
  const values = {
    ...Object.fromEntries(ir.parameters.filter(isDeployTime).map(({ name, default: value }) => [name, value ?? null])),
    ...computed,
  };
  const files = await readFiles(ir, values, () => flowFolder);
  await storeFiles(values, files, place.includedFiles, ir.name);
  const texts = [...files].map(([name, { content }]) => [
    name,
    formatExactJson(includedFileDescriptor(ir.name, content)),
  ]);
  return { ...values, ...(Object.fromEntries(texts) as Record<string, Json>) };
}
