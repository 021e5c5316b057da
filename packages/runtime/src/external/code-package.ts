import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MetadataEntry } from '@mf/datastore';
import { runnerFilesIn } from '../program/runner-file-names';
import { version } from '../version';
import type { Supervision } from './supervision';

/**
 * Keeps the code that runs, once for all runs of it, beside the values of the flow: so a run can be resumed with its own code where there
 * is nothing but the datastore. A code package of Metaflow's, whose script is the bundle.
 *
 * @returns the record that a task has of it
 */
export async function keepCode({ graph, datastore, bundle }: Supervision): Promise<MetadataEntry> {
  const { packCode } = await import('../client/parts/client-objects.js');
  const { name } = graph.flow;
  const script = basename(bundle);
  const info = { script, flow_name: name, metaflow_version: `mf-${version}`, use_r: 'false' };
  const { sha, location } = await datastore
    .flow(name)
    .blobs.saveAsIs(await packCode(await filesOfBundle(bundle), info));
  const value = JSON.stringify({ ds_type: datastore.storage.type, sha, location });
  return { field: 'code-package', value, type: 'code-package' };
}

/** The bundle, its source map, and the runner that lies beside it, with its parts. */
async function filesOfBundle(bundle: string): Promise<Map<string, Uint8Array>> {
  const code = await readFile(bundle);
  const files = new Map<string, Uint8Array>([[basename(bundle), code]]);
  const names = new Set([`${basename(bundle)}.map`, ...runnerFilesIn(code)]);
  // What is added meanwhile comes after the rest.
  for (const name of names) {
    const content = await readIfThere(join(dirname(bundle), name));
    if (!content) continue;
    files.set(name, content);
    for (const loaded of runnerFilesIn(content)) names.add(loaded);
  }
  return files;
}

/** Parts that no step of the flow needs have not been deployed. */
async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
